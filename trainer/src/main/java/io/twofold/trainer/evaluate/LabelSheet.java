package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.LabelScore;
import java.util.List;
import java.util.stream.DoubleStream;

/** What was measured of each of several labels, while it is being filled in. */
final class LabelSheet {

  private final List<LabelScore.Builder> scores;

  /**
   * A sheet without measures.
   *
   * @param names of the labels
   * @param flags the labels of the images that are measured on
   */
  LabelSheet(List<String> names, Flags flags) {
    this.scores = names.stream().map(name -> LabelScore.newBuilder().setLabel(name)).toList();
    for (int label = 0; label < scores.size(); label++) {
      scores.get(label).setShare(flags.share(label));
    }
  }

  /** The labels' scores. */
  List<LabelScore> scores() {
    return scores.stream().map(LabelScore.Builder::build).toList();
  }

  /** A measure of one label; one that is not a number could not be taken and is left out. */
  void put(String measure, int label, double value) {
    if (!Double.isNaN(value)) {
      scores.get(label).putMeasures(measure, value);
    }
  }

  /** A measure of all labels. */
  void put(String measure, double[] values) {
    for (int label = 0; label < values.length; label++) {
      put(measure, label, values[label]);
    }
  }

  /** The same, where it is more than what is there already. */
  void raise(String measure, double[] values) {
    for (int label = 0; label < values.length; label++) {
      double before = scores.get(label).getMeasuresOrDefault(measure, Double.NEGATIVE_INFINITY);
      put(measure, label, values[label] > before ? values[label] : Double.NaN);
    }
  }

  /** The mean over the labels that have the measure; not a number where none has. */
  double mean(String measure) {
    return values(measure).average().orElse(Double.NaN);
  }

  /** The least. */
  double least(String measure) {
    return values(measure).min().orElse(Double.NaN);
  }

  /** The largest. */
  double most(String measure) {
    return values(measure).max().orElse(Double.NaN);
  }

  private DoubleStream values(String measure) {
    return scores.stream()
        .filter(score -> score.containsMeasures(measure))
        .mapToDouble(score -> score.getMeasuresOrThrow(measure));
  }
}
