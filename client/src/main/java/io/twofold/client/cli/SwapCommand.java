package io.twofold.client.cli;

import io.twofold.client.cli.bulk.Progress;
import io.twofold.client.cli.images.ImageFiles;
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
    description = {
      "Draws what one image shows, or a label says, in the style of another image.",
      "A run into a folder that was interrupted goes on where it was when it is started again. A"
          + " pair with an image that cannot be used is named and left out; its number stays free."
    },
    footer = {
      "  One swap:",
      "    ./twofold swap --content three.png --style seven.png --out swapped.png",
      "  One content in every style of a folder, to out/0001.png, out/0002.png, ...:",
      "    ./twofold swap --content three.png --style digits/ --out out/",
      "  Your style as a 7:",
      "    ./twofold swap --as 7 --style mine.png --out seven.png",
      "  Pairs, in order:",
      "    ./twofold swap --content a.png b.png --style c.png d.png --out out/",
      "  In a pipe:",
      "    cat three.png | ./twofold swap --content - --style b.png --out - > c.png",
      "  By a server elsewhere:",
      "    ./twofold swap --content a.png --style b.png --out c.png --server host:7411"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SwapCommand implements Callable<Integer> {

  private final Standard standard;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** What the answers show. */
  static final class What {
    @Option(
        names = "--content",
        paramLabel = "PNG",
        arity = "1..*",
        description = "What the answers show: PNG files, folders of them, or - for standard input.")
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
          "How they look: as many as contents or labels; or one of the two is a single image,"
              + " paired with each of the other.")
  private List<Path> styles;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A .png file for one pair, a folder, or - for standard output.")
  private Path out;

  @Mixin private BulkOptions bulk;

  @Mixin private ServerOptions server;

  SwapCommand(Standard standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() throws IOException {
    SwapPlan plan =
        new SwapPlan(
            what.contents == null ? List.of() : ImageFiles.list(what.contents, standard.in()),
            what.labels == null ? List.of() : what.labels,
            ImageFiles.list(styles, standard.in()));
    if (!plan.pairs()) {
      throw new ParameterException(
          spec.commandLine(),
          plan.described() + " do not pair: give as many of both, or one of either");
    }
    OutputFiles.requireRoom(spec, out, plan.count());
    String run = plan.addTo(new Fingerprint().add("swap").add(server.fingerprint())).hex();
    try (ImageOutput output = ImageOutput.open(standard, out, plan.count(), run, bulk.restart())) {
      Progress progress = bulk.progress("images", plan.count(), output.next());
      LeftOut leftOut = new LeftOut(spec, progress, plan.count());
      new SwapRun(output, progress, leftOut).run(plan, server);
      output.finish();
      leftOut.requireSome(output.files().size());
      Report.images(spec, out, output, leftOut);
      return leftOut.exitCode();
    }
  }
}
