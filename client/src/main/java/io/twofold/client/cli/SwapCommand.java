package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws the content of one image in the style of another. */
@Command(
    name = "swap",
    customSynopsis = {
      "./twofold swap --content PNG... --style PNG... --out PATH [OPTION...]",
      "       ./twofold swap --as LABEL... --style PNG... --out PATH [OPTION...]"
    },
    description = "Draws what one image shows, or a label says, in the style of another image.",
    footer = {
      "  One swap:",
      "    ./twofold swap --content three.png --style seven.png --out swapped.png",
      "  One content in every style of a folder, to out/0001.png, out/0002.png, ...:",
      "    ./twofold swap --content three.png --style digits/ --out out/",
      "  Your style as a 7:",
      "    ./twofold swap --as 7 --style mine.png --out seven.png",
      "  Pairs, in order:",
      "    ./twofold swap --content a.png b.png --style c.png d.png --out out/",
      "  By a server elsewhere:",
      "    ./twofold swap --content a.png --style b.png --out c.png --server host:7411"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SwapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** What the answers show. */
  static final class What {
    @Option(
        names = "--content",
        paramLabel = "PNG",
        arity = "1..*",
        description = "What the answers show: PNG files, or folders of them.")
    private @Nullable List<Path> contents;

    @Option(
        names = "--as",
        paramLabel = "LABEL",
        arity = "1..*",
        description =
            "Or what they show by name: labels of the model, as `./twofold models` lists.")
    private @Nullable List<String> labels;
  }

  @Option(
      names = "--style",
      paramLabel = "PNG",
      required = true,
      arity = "1..*",
      description =
          "How they look: as many as contents or labels; or one of the two is a single image, paired with"
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
    List<String> labels = what.labels == null ? List.of() : what.labels;
    PngFiles content = what.contents == null ? null : PngFiles.read(what.contents);
    PngFiles style = PngFiles.read(styles);
    OutputFiles.requireRoom(
        spec, out, pairs(content == null ? labels.size() : content.count(), style.count()));
    try (TwofoldClient client = server.connect()) {
      Decoded swapped =
          content == null
              ? client.swapToLabel(labels, style.images(), ImageFormat.PNG)
              : client.swap(content.images(), style.images(), ImageFormat.PNG);
      Report.images(spec, swapped, OutputFiles.writeImages(out, swapped.images().png()));
    }
    return ExitCode.OK;
  }

  private int pairs(int contents, int styles) {
    if (contents != styles && Math.min(contents, styles) != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%d contents and %d styles do not pair: give as many of both, or one of either"
              .formatted(contents, styles));
    }
    return Math.max(contents, styles);
  }
}
