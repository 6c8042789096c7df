package io.twofold.client.cli;

import com.google.gson.JsonObject;
import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.Encoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import io.twofold.client.cli.images.ImageFile;
import io.twofold.client.cli.images.ImageFiles;
import io.twofold.client.cli.images.ModelImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws the way from one image to another. */
@Command(
    name = "interpolate",
    description = {
      "Draws the way from one image to another: their codes in equal steps, decoded.",
      "With --of s the content changes and the style stays that of --from; with --of z the style"
          + " changes and the content stays."
    },
    footer = {
      "  A strip of nine images, the two ends included:",
      "    ./twofold interpolate --from three.png --to seven.png --out strip.png",
      "  The style alone, in 25 frames out/0001.png, out/0002.png, ...:",
      "    ./twofold interpolate --from a.png --to b.png --of z --steps 25 --out out/",
      "  In a pipe:",
      "    ./twofold interpolate --from a.png --to b.png --out - > strip.png"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class InterpolateCommand implements Callable<Integer> {

  /** What changes on the way. */
  enum Part {
    BOTH,
    S,
    Z
  }

  private static final int MAX_STEPS = 1024;

  private final Standard standard;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "PNG",
      required = true,
      description = "Where the way begins; - for standard input.")
  private Path from;

  @Option(names = "--to", paramLabel = "PNG", required = true, description = "Where it ends.")
  private Path to;

  @Option(
      names = "--of",
      paramLabel = "PART",
      defaultValue = "both",
      description = "What changes: s, z or both (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "9",
      description = "How many images, from 2 to 1024 (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A .png file or - for a strip, or a folder for one file an image.")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Draw each pixel of a strip as N x N, from 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int scale;

  @Mixin private ServerOptions server;

  InterpolateCommand(Standard standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() throws IOException {
    Ranges.require(spec, "--steps", steps, 2, MAX_STEPS);
    Ranges.require(spec, "--scale", scale, 1, 64);
    OutputFiles.requireRoom(spec, out, 1);
    Decoded decoded;
    try (TwofoldClient client = server.connect()) {
      ModelImages images = new ModelImages(client.model());
      Encoded ends = client.encode(images.images(List.of(read(images, from), read(images, to))));
      ServedBy by = ends.servedBy();
      decoded =
          client
              .withModel(by.model())
              .withVersion(by.version())
              .decode(way(ends.codes().get(0), ends.codes().get(1)), ImageFormat.PNG);
    }
    List<byte[]> frames = decoded.images().png();
    if (Standard.is(out)) {
      standard.write(strip(frames));
    } else if (OutputFiles.namesOneFile(out)) {
      OutputFiles.write(out, strip(frames));
      report(decoded.servedBy());
    } else {
      writeFrames(frames, decoded.servedBy());
    }
    return ExitCode.OK;
  }

  private byte[] read(ModelImages images, Path given) throws IOException {
    List<ImageFile> files = ImageFiles.list(List.of(given), standard.in());
    if (files.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%s holds %d images, and one is needed".formatted(given, files.size()));
    }
    return images.read(files.get(0));
  }

  private Codes way(Codes first, Codes last) {
    Codes way = first.path(last, steps);
    return switch (part) {
      case BOTH -> way;
      case S -> way.withStyleOf(first);
      case Z -> first.withStyleOf(way);
    };
  }

  private byte[] strip(List<byte[]> frames) throws IOException {
    BufferedImage first = ModelImages.decode(frames.get(0), "the answer");
    try {
      GridPicture picture = GridPicture.strip(frames.size(), first, scale);
      for (int i = 0; i < frames.size(); i++) {
        picture.draw(0, i, ModelImages.decode(frames.get(i), "the answer"));
      }
      return picture.toPng();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), e.getMessage() + ": choose fewer --steps or a smaller --scale", e);
    }
  }

  private void writeFrames(List<byte[]> frames, ServedBy servedBy) throws IOException {
    try (ImageOutput output = ImageOutput.open(standard, out, frames.size(), "interpolate", true)) {
      output.servedBy(servedBy);
      for (byte[] frame : frames) {
        output.write(frame);
      }
      output.finish();
      Report.images(spec, out, output, null);
    }
  }

  private void report(ServedBy servedBy) {
    Report.say(
        spec,
        () -> {
          JsonObject json = Report.json(servedBy);
          json.addProperty("out", out.toString());
          json.addProperty("steps", steps);
          json.addProperty("of", part.name().toLowerCase(Locale.ROOT));
          return json;
        },
        () -> List.of("%s: %d steps by %s".formatted(out, steps, Report.version(servedBy))));
  }
}
