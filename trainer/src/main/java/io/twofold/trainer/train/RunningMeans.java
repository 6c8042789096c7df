package io.twofold.trainer.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Running means by name. */
final class RunningMeans {

  private final Map<String, double[]> sums = new LinkedHashMap<>();

  void add(String name, double value) {
    double[] sum = sums.computeIfAbsent(name, unused -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    sums.forEach((name, sum) -> values.put(name, sum[0] / sum[1]));
    return Collections.unmodifiableMap(values);
  }
}
