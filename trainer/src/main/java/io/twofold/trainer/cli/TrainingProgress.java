package io.twofold.trainer.cli;

import io.twofold.trainer.TrainingRun;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.train.Recipe;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.StringJoiner;

/** Shows a run to a person: a bar on a terminal, and a line for each epoch. */
final class TrainingProgress implements TrainingRun.Observer {

  private final PrintWriter err;
  private final ProgressLine line;
  private final int epochs;
  private final TimeLeft timeLeft;

  TrainingProgress(PrintWriter err, Recipe recipe) {
    this.err = err;
    this.line = new ProgressLine(err);
    this.epochs = recipe.epochs();
    this.timeLeft = new TimeLeft(recipe);
  }

  @Override
  public void iteration(EpochLine soFar, int iterationsPerEpoch) {
    if (!line.isOnTerminal()) {
      return;
    }
    double ofThis = (double) soFar.iterations() / iterationsPerEpoch;
    double done = (soFar.epoch() - 1 + ofThis) / epochs;
    double left = timeLeft.within(soFar.epoch(), ofThis, soFar.seconds());
    line.show(
        done,
        "epoch %d/%d  left %s  %s"
            .formatted(soFar.epoch(), epochs, ProgressLine.duration(left), figures(soFar)));
  }

  @Override
  public void epoch(EpochLine metrics) {
    timeLeft.finished(metrics.epoch(), metrics.seconds());
    double left = timeLeft.after(metrics.epoch());
    line.clear();
    err.println(
        String.format(
            Locale.ROOT,
            "epoch %2d/%d  %s  %.0f it/s  left %s",
            metrics.epoch(),
            epochs,
            figures(metrics),
            metrics.iterations() / metrics.seconds(),
            ProgressLine.duration(left)));
  }

  @Override
  public void stage(String what) {
    line.show(what);
  }

  /** Clears the bar. */
  void done() {
    line.clear();
  }

  private static String figures(EpochLine line) {
    StringJoiner figures = new StringJoiner("  ");
    figures.add(line.stage());
    line.values()
        .forEach(
            (name, value) ->
                figures.add(
                    name.startsWith("accuracy_")
                        ? String.format(
                            Locale.ROOT,
                            "%s %.1f%%",
                            name.substring("accuracy_".length()),
                            100 * value)
                        : String.format(Locale.ROOT, "%s %.4f", name, value)));
    return figures.toString();
  }
}
