package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.Codec;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.Embeddings;
import io.twofold.trainer.report.RunPictures;
import io.twofold.trainer.report.Showcase;
import io.twofold.trainer.report.html.BundleReport;
import io.twofold.trainer.report.html.ReportContent;
import io.twofold.trainer.report.html.ScorecardReport;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.run.RunJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the report of a bundle shows beside its scorecard. */
final class ReportOptions {

  /** Enough to see clusters. */
  private static final int FULL_TSNE = 5000;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The run that trained the bundle: its loss curves go into report.html.")
  @Nullable Path run;

  @Option(
      names = "--tsne",
      paramLabel = "N",
      description =
          "Images in the t-SNE plots of report.html, 0 for none. Default: 5000, with --quick 0.")
  @Nullable Integer tsne;

  @Option(
      names = "--no-originals",
      description = {
        "Leave the data's own images out of report.html and swap_grid.png, and show their",
        "reconstructions: for data that may not be passed on."
      })
  boolean noOriginals;

  void check(UsageChecks usage) {
    usage.requireAtLeast("--tsne", tsne == null ? 0 : tsne, 0);
    usage.require(
        run == null || Files.isRegularFile(run.resolve(RunJournal.METRICS)),
        "--run %s has no %s".formatted(run, RunJournal.METRICS));
  }

  /** What the bundle makes of held-out images. */
  Showcase showcase(Codec codec, Dataset data) {
    Showcase originals = Showcase.of(Coder.of(codec), data.test());
    return noOriginals ? originals.withoutOriginals() : originals;
  }

  /**
   * Draws what the report shows.
   *
   * @param showcase of the bundle
   * @param epochs of the run that trained it
   * @param progress hears of stages that take long
   * @return the page of the bundle as a version
   */
  LongFunction<ReportContent> draw(
      Scorecard card,
      Codec codec,
      Dataset data,
      Showcase showcase,
      List<EpochLine> epochs,
      Consumer<String> progress) {
    Coder coder = Coder.of(codec);
    int points = tsne != null ? tsne : card.getQuick() ? 0 : FULL_TSNE;
    List<Embedding> embeddings =
        points == 0
            ? List.of()
            : Embeddings.of(
                coder,
                data.test(),
                points,
                iteration -> progress.accept("t-SNE: iteration " + iteration));
    return version ->
        ScorecardReport.add(
                card,
                BundleReport.of(
                    "%s, version %d".formatted(card.getModel(), version),
                    codec.manifest().getProvenance(),
                    coder,
                    showcase,
                    data.train()))
            .embeddings(embeddings)
            .curves(RunPictures.curves(epochs))
            .build();
  }

  /** What the run that trained the bundle measured, or nothing where no run is named. */
  List<EpochLine> epochs() throws IOException {
    return run == null
        ? List.of()
        : EpochLine.fromJsonLines(Files.readString(run.resolve(RunJournal.METRICS)));
  }
}
