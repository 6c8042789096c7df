package io.twofold.trainer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Curves of whatever a recipe's epochs have measured. */
public final class MetricCurves {

  private static final Map<String, String> NAMES =
      Map.of(
          "rec_bce", "reconstruction",
          "fool", "fool Clf_z",
          "swap_ce", "swap",
          "ce_s", "Clf_s loss",
          "ce_x", "Clf_x loss",
          "ce_z", "Clf_z loss",
          "accuracy_s", "Clf_s accuracy",
          "accuracy_x", "Clf_x accuracy",
          "accuracy_z", "Clf_z accuracy");

  private MetricCurves() {}

  /**
   * A curve for each measure, in the order in which they first appear; an epoch that lacks a
   * measure is a gap in its curve.
   *
   * @param epochs the measures of each epoch, by name, from epoch 1
   */
  public static List<LossPlot.Series> of(List<? extends Map<String, Double>> epochs) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      for (Map.Entry<String, Double> measure : epochs.get(epoch).entrySet()) {
        curves.computeIfAbsent(measure.getKey(), name -> gaps(epochs.size()))[epoch] =
            measure.getValue();
      }
    }
    List<LossPlot.Series> series = new ArrayList<>();
    curves.forEach(
        (name, values) -> series.add(new LossPlot.Series(NAMES.getOrDefault(name, name), values)));
    return series;
  }

  private static double[] gaps(int length) {
    double[] gaps = new double[length];
    Arrays.fill(gaps, Double.NaN);
    return gaps;
  }
}
