package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold swap}. */
@Command(
    name = "swap",
    sortOptions = false,
    description = "Rebuilds one image in the style of another.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold swap --content 7.png --style 3.png --out swapped.png",
      "  ./twofold swap --content digits/ --style 3.png --out restyled/",
      "",
      "Several contents and styles are paired in order; a single one is paired with each of the",
      "others. Several answers go into the folder --out as 0000.png, 0001.png, ...",
      ExitCodes.HELP
    })
final class SwapCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin PairOptions pairs = new PairOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "PNG file to write, or the folder for several.")
  Path out = Path.of("");

  @Mixin ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    Images contentImages = Images.pngFiles(ImageFiles.expand(pairs.contents));
    Images styleImages = Images.pngFiles(ImageFiles.expand(pairs.styles));
    try (TwofoldClient client = server.connect()) {
      Decoded swapped = client.swap(contentImages, styleImages, ImageFormat.PNG);
      AnswerFiles.write(swapped, out, spec.commandLine().getOut());
    }
    return ExitCodes.OK;
  }
}
