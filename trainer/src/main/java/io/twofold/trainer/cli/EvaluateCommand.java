package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.BundleScorecard;
import io.twofold.trainer.evaluate.JudgeCache;
import io.twofold.trainer.evaluate.ScorecardSettings;
import io.twofold.trainer.evaluate.Split;
import io.twofold.trainer.report.Showcase;
import io.twofold.trainer.report.html.ReportContent;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./twofold evaluate}. */
@Command(
    name = "evaluate",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Measures a bundle on held-out images, from its three ONNX graphs alone: what fresh probes",
      "read from z and from s, whether swaps show the content's label (says a judge that is",
      "trained once on the real images and kept), which style they keep, and reconstruction.",
      "Without --data, on the data set that the bundle was trained on. In full, on MNIST, it takes",
      "some 15 minutes on one core; --quick takes two."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold evaluate models/mnist/2",
      "  ./twofold evaluate models/mnist/2 --quick",
      "  ./twofold evaluate models/mnist/2 --split validation   to choose between recipes",
      "  ./twofold evaluate models/strokes/1 --data strokes",
      "  ./twofold evaluate runs/mnist/models/mnist/1 --publish models   with its scorecard",
      "",
      "Exit codes: 0 measured (even where a control failed), 1 failed, 2 wrong command line."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BUNDLE",
      description = "A version's folder, for example models/mnist/2.")
  Path bundle = Path.of("");

  @Mixin DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--split",
      defaultValue = "test",
      paramLabel = "SPLIT",
      description = {
        "test: the test images; validation: the last sixth of the training images, with probes and",
        "judge that learn from the others. Default: ${DEFAULT-VALUE}."
      })
  Split split = Split.TEST;

  @Option(
      names = "--quick",
      description = "Fewer probes, passes and swaps: good for a look, not for a claim.")
  boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Where scorecard.json, swap_grid.png and report.html go.",
        "Default: runs/evaluate-MODEL-VERSION-DATE-TIME."
      })
  @Nullable Path out;

  @Option(
      names = "--publish",
      paramLabel = "REPOSITORY",
      description = {
        "Publish the bundle once more, as the next version in this model repository, with its",
        "scorecard.json and report.html. Only after a full measurement of the test images."
      })
  @Nullable Path repository;

  @Mixin ReportOptions reportOptions = new ReportOptions();

  @Option(
      names = "--judge-cache",
      paramLabel = "DIR",
      description = "Where trained judges are kept. Default: the user's cache folder.")
  @Nullable Path judgeCache;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads to compute with. Default: ${DEFAULT-VALUE}.")
  int threads = 1;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    UsageChecks usage = new UsageChecks(spec.commandLine());
    dataOptions.check(usage);
    reportOptions.check(usage);
    usage.requireAtLeast("--threads", threads, 1);
    usage.require(
        repository == null || (!quick && split == Split.TEST),
        "--publish takes a full scorecard of the test images: leave out --quick and --split");
    EngineSettings.setThreads(threads);
    List<EpochLine> epochs = reportOptions.epochs();
    if (out != null) {
      Files.createDirectories(out);
    }
    try (Codec codec = Codec.open(bundle)) {
      Dataset data =
          dataOptions.loadFor(codec.manifest().getProvenance().getDataSettingsMap(), err);
      requireFit(codec, data.test());
      StageProgress progress = new StageProgress(err);
      try {
        JudgeCache judges = new JudgeCache(judgeFolder(), progress::say);
        ScorecardSettings settings =
            quick ? ScorecardSettings.quickLook() : ScorecardSettings.full();
        Scorecard card =
            new BundleScorecard(settings, split, judges, Clock.systemUTC())
                .measure(codec, data, progress::show);
        Showcase showcase = reportOptions.showcase(codec, data);
        LongFunction<ReportContent> page =
            reportOptions.draw(card, codec, data, showcase, epochs, progress::show);
        progress.done();
        print(card, data);
        Path folder = out == null ? defaultFolder(card) : out;
        PrintWriter table = spec.commandLine().getOut();
        ScorecardFiles files = new ScorecardFiles(card, showcase, page);
        files.write(folder, table);
        if (repository != null) {
          files.publish(bundle, repository, folder, table);
        }
      } finally {
        progress.done();
      }
    }
    return 0;
  }

  private void print(Scorecard card, Dataset data) {
    PrintWriter table = spec.commandLine().getOut();
    table.println(
        "%s on %s, %s images".formatted(bundle, data.source(), card.getData().getSplit()));
    new ScorecardTable(table).print(card);
    if (data.name().equals("mnist")) {
      AnchorTable.print(card, table);
    }
  }

  private Path judgeFolder() {
    return judgeCache == null
        ? DataLookup.cacheFolder(System.getenv()).resolve("judges")
        : judgeCache;
  }

  private static Path defaultFolder(Scorecard card) {
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    return Path.of(
        "runs",
        "evaluate-%s-%d-%s"
            .formatted(
                card.getModel(),
                card.getVersion(),
                LocalDateTime.now(Clock.system(ZoneId.systemDefault())).format(stamp)));
  }

  private static void requireFit(Codec codec, LabelledImages images) throws DataException {
    ImageShape expected = codec.shape();
    ImageShape actual = new ImageShape(images.channels(), images.height(), images.width());
    if (!expected.equals(actual)) {
      throw new DataException(
          "the bundle takes images of %s, the data set has %s".formatted(expected, actual));
    }
    List<String> labels = codec.manifest().getLabelsList();
    if (LabelKind.of(codec.manifest()) != images.labelKind()
        || labels.size() != images.labelNames().size()) {
      throw new DataException(
          "the bundle tells %s apart, the data set %s; measure it on images with its own labels"
              .formatted(
                  labels(LabelKind.of(codec.manifest()), labels.size()),
                  labels(images.labelKind(), images.labelNames().size())));
    }
    if (images.count() < images.classes()) {
      throw new DataException(
          "%d held-out images are too few to measure %d classes on"
              .formatted(images.count(), images.classes()));
    }
  }

  private static String labels(LabelKind kind, int count) {
    return switch (kind) {
      case SINGLE -> count + " classes";
      case MULTI -> count + " labels of an image";
    };
  }
}
