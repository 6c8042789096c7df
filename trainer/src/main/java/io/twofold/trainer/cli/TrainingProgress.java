package io.twofold.trainer.cli;

import io.twofold.trainer.TrainingRun;
import io.twofold.trainer.run.EpochLine;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.StringJoiner;

/** Shows a run to a person: a bar on a terminal, and a line for each epoch. */
final class TrainingProgress implements TrainingRun.Observer {

  private final PrintWriter err;
  private final ProgressLine line;
  private final int epochs;
  private double secondsOfFinishedEpochs;
  private int finishedEpochs;

  TrainingProgress(PrintWriter err, int epochs) {
    this.err = err;
    this.line = new ProgressLine(err);
    this.epochs = epochs;
  }

  @Override
  public void iteration(EpochLine soFar, int iterationsPerEpoch) {
    if (!line.isOnTerminal()) {
      return;
    }
    double ofThis = (double) soFar.iterations() / iterationsPerEpoch;
    double done = (soFar.epoch() - 1 + ofThis) / epochs;
    double left =
        (secondsOfFinishedEpochs + soFar.seconds())
            / (finishedEpochs + ofThis)
            * (epochs - soFar.epoch() + 1 - ofThis);
    line.show(
        done,
        "epoch %d/%d  left %s  %s"
            .formatted(soFar.epoch(), epochs, ProgressLine.duration(left), figures(soFar)));
  }

  @Override
  public void epoch(EpochLine metrics) {
    secondsOfFinishedEpochs += metrics.seconds();
    finishedEpochs++;
    double left = secondsOfFinishedEpochs / finishedEpochs * (epochs - metrics.epoch());
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
