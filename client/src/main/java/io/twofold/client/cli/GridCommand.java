package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import io.twofold.client.cli.images.ImageFile;
import io.twofold.client.cli.images.ImageFiles;
import io.twofold.client.cli.images.ModelImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws every content in every style, and says how long the swaps took. */
@Command(
    name = "grid",
    customSynopsis = "./twofold grid --content PNG... --style PNG... --out FILE [OPTION...]",
    description = {
      "Draws every content in every style, and says how long the swaps took.",
      "Contents go down the rows and styles across the columns, with the originals in the first"
          + " column and row. Each cell is one call, one after another; the latencies are as this"
          + " client sees them."
    },
    footer = {
      "  All pairs of the digits in a folder:",
      "    ./twofold grid --content digits/ --style digits/ --out grid.png",
      "  More calls for steadier latencies:",
      "    ./twofold grid --content digits/ --style digits/ --out grid.png --repeat 100",
      "  Chosen images, each pixel drawn as 6 x 6:",
      "    ./twofold grid --content a.png b.png --style c.png --out grid.png --scale 6"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class GridCommand implements Callable<Integer> {

  private final Standard standard;

  @Spec private CommandSpec spec;

  @Option(
      names = "--content",
      paramLabel = "PNG",
      required = true,
      arity = "1..*",
      description = "What the rows show: PNG files, folders of them, or - for standard input.")
  private List<Path> contents;

  @Option(
      names = "--style",
      paramLabel = "PNG",
      required = true,
      arity = "1..*",
      description = "How the columns look: PNG files, folders of them, or - for standard input.")
  private List<Path> styles;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The PNG file to write; - for standard output.")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "3",
      description = "Draw each pixel as N x N, from 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int scale;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Go over the grid N times (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "10",
      description = "Calls before the first that is measured (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Mixin private ServerOptions server;

  GridCommand(Standard standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() throws IOException {
    Ranges.require(spec, "--repeat", repeat, 1, 100_000);
    Ranges.require(spec, "--warmup", warmup, 0, 1_000_000);
    Ranges.require(spec, "--scale", scale, 1, 64);
    GridPicture picture;
    GridRun run;
    try (TwofoldClient client = server.connect()) {
      ModelImages images = new ModelImages(client.model());
      List<Images> content = read(images, contents);
      List<Images> style = read(images, styles);
      picture = originals(content, style);
      run = GridRun.of(client, content, style, warmup, repeat);
      for (int cell = 0; cell < run.cells().size(); cell++) {
        BufferedImage answer = ModelImages.decode(run.cells().get(cell), "the answer");
        picture.draw(cell / style.size() + 1, cell % style.size() + 1, answer);
      }
    }
    if (Standard.is(out)) {
      standard.write(picture.toPng());
    } else {
      OutputFiles.write(out, picture.toPng());
      Report.say(spec, () -> json(run), () -> lines(run));
    }
    return ExitCode.OK;
  }

  /** Each image as a request of its own. */
  private List<Images> read(ModelImages images, List<Path> given) throws IOException {
    List<Images> read = new ArrayList<>();
    for (ImageFile file : ImageFiles.list(given, standard.in())) {
      read.add(images.images(List.of(images.read(file))));
    }
    return read;
  }

  /** The grid with nothing but its first column and first row. */
  private GridPicture originals(List<Images> content, List<Images> style) {
    try {
      GridPicture picture =
          GridPicture.grid(content.size() + 1, style.size() + 1, picture(content.get(0)), scale);
      for (int row = 0; row < content.size(); row++) {
        picture.draw(row + 1, 0, picture(content.get(row)));
      }
      for (int column = 0; column < style.size(); column++) {
        picture.draw(0, column + 1, picture(style.get(column)));
      }
      return picture;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static BufferedImage picture(Images image) {
    return image.pictures().get(0);
  }

  private List<String> lines(GridRun run) {
    Latencies latencies = run.latencies();
    return List.of(
        "%s by %s"
            .formatted(
                out,
                run.servedBy().stream().map(Report::version).collect(Collectors.joining(", "))),
        "%d swaps: p50 %d µs, p95 %d µs, p99 %d µs"
            .formatted(
                latencies.count(),
                latencies.percentileMicros(50),
                latencies.percentileMicros(95),
                latencies.percentileMicros(99)));
  }

  private JsonObject json(GridRun run) {
    Latencies latencies = run.latencies();
    JsonObject json = new JsonObject();
    json.addProperty("out", out.toString());
    JsonArray servedBy = new JsonArray();
    run.servedBy().forEach(version -> servedBy.add(Report.json(version)));
    json.add("served_by", servedBy);
    json.addProperty("swaps", latencies.count());
    json.addProperty("p50_micros", latencies.percentileMicros(50));
    json.addProperty("p95_micros", latencies.percentileMicros(95));
    json.addProperty("p99_micros", latencies.percentileMicros(99));
    return json;
  }
}
