package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold grid}. */
@Command(
    name = "grid",
    sortOptions = false,
    description = {
      "Swaps each content with each style, one call a pair, into one picture:",
      "contents down the left, styles along the top. Prints the latencies of the calls."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold grid --content digits/ --style digits/ --out grid.png",
      "",
      ExitCodes.HELP
    })
final class GridCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin PairOptions pairs = new PairOptions();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "PNG file to write.")
  Path out = Path.of("");

  @Option(
      names = "--scale",
      defaultValue = "3",
      paramLabel = "N",
      description = "Pixels of the picture for each pixel of an image. Default: ${DEFAULT-VALUE}.")
  int scale = 3;

  @Option(
      names = "--warmup",
      defaultValue = "10",
      paramLabel = "N",
      description = "Calls before the measured ones. Default: ${DEFAULT-VALUE}.")
  int warmup = 10;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Rounds over the grid, for more latencies. Default: ${DEFAULT-VALUE}.")
  int repeat = 1;

  @Mixin ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    List<byte[]> contentFiles = read(pairs.contents);
    List<byte[]> styleFiles = read(pairs.styles);
    List<byte[]> swaps = new ArrayList<>();
    Latencies latencies = new Latencies();
    try (TwofoldClient client = server.connect()) {
      Decoded last = null;
      for (int i = 0; i < warmup; i++) {
        last = swap(client, contentFiles.get(0), styleFiles.get(0));
      }
      for (int round = 0; round < Math.max(1, repeat); round++) {
        swaps.clear();
        for (byte[] content : contentFiles) {
          for (byte[] style : styleFiles) {
            long start = System.nanoTime();
            last = swap(client, content, style);
            latencies.add(System.nanoTime() - start);
            swaps.add(last.images().pngs().get(0));
          }
        }
      }
      ImageFiles.write(out, GridPicture.draw(contentFiles, styleFiles, swaps, scale));
      if (last != null) {
        spec.commandLine()
            .getOut()
            .println(
                "%s: %s".formatted(AnswerFiles.name(last.servedBy()), latencies.summary("swap")));
      }
      spec.commandLine().getOut().println("Wrote " + out + ".");
    }
    return ExitCodes.OK;
  }

  private static Decoded swap(TwofoldClient client, byte[] content, byte[] style) {
    return client.swap(Images.png(List.of(content)), Images.png(List.of(style)), ImageFormat.PNG);
  }

  private static List<byte[]> read(List<Path> paths) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path file : ImageFiles.expand(paths)) {
      files.add(Files.readAllBytes(file));
    }
    return files;
  }
}
