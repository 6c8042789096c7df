package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws the content of one image in the style of another. */
@Command(
    name = "swap",
    customSynopsis = "./twofold swap --content PNG... --style PNG... --out PATH [OPTION...]",
    description = "Draws what one image shows in the style of another.",
    footer = {
      "  One swap:",
      "    ./twofold swap --content three.png --style seven.png --out swapped.png",
      "  One content in every style of a folder, to out/0001.png, out/0002.png, ...:",
      "    ./twofold swap --content three.png --style digits/ --out out/",
      "  Pairs, in order:",
      "    ./twofold swap --content a.png b.png --style c.png d.png --out out/",
      "  By a server elsewhere:",
      "    ./twofold swap --content a.png --style b.png --out c.png --server host:7411"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SwapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--content",
      paramLabel = "PNG",
      required = true,
      arity = "1..*",
      description = "What the answers show: PNG files, or folders of them.")
  private List<Path> contents;

  @Option(
      names = "--style",
      paramLabel = "PNG",
      required = true,
      arity = "1..*",
      description =
          "How they look: as many as contents; or one of the two is a single image, paired with"
              + " each of the other.")
  private List<Path> styles;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A .png file for one pair, or a folder.")
  private Path out;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws IOException {
    PngFiles content = PngFiles.read(contents);
    PngFiles style = PngFiles.read(styles);
    int pairs = Math.max(content.count(), style.count());
    if (content.count() != style.count() && Math.min(content.count(), style.count()) != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%d contents and %d styles do not pair: give as many of both, or one of either"
              .formatted(content.count(), style.count()));
    }
    OutputFiles.requireRoom(spec, out, pairs);
    try (TwofoldClient client = server.connect()) {
      Decoded swapped = client.swap(content.images(), style.images(), ImageFormat.PNG);
      Report.images(spec, swapped, OutputFiles.writeImages(out, swapped.images().png()));
    }
    return ExitCode.OK;
  }
}
