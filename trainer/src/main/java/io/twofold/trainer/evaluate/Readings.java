package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.ProbeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** What fresh probes read from the codes of a model. */
record Readings(Consumer<String> progress) {

  /** One reading for each probe. */
  List<ProbeReading> of(String code, List<Probe> probes, LabelledCodes train, LabelledCodes test) {
    List<ProbeReading> readings = new ArrayList<>();
    for (Probe probe : probes) {
      String what = "%s probe on %s, seed %d".formatted(probe.name(), code, probe.seed());
      double accuracy = probe.accuracy(train, test, share(what));
      readings.add(
          ProbeReading.newBuilder()
              .setCode(code)
              .setProbe(probe.name())
              .setSeed(probe.seed())
              .setAccuracy(accuracy)
              .build());
    }
    return readings;
  }

  /** One reading for each number of neighbours, among the first {@code limit} training codes. */
  List<ProbeReading> ofNeighbours(
      String code, List<Integer> ks, int limit, LabelledCodes train, LabelledCodes test) {
    double[] accuracies =
        NearestNeighbours.accuracies(
            train.head(limit), test, ks, share("nearest neighbours on " + code));
    return IntStream.range(0, accuracies.length)
        .mapToObj(
            i ->
                ProbeReading.newBuilder()
                    .setCode(code)
                    .setProbe("knn " + ks.get(i))
                    .setAccuracy(accuracies[i])
                    .build())
        .toList();
  }

  DoubleConsumer share(String what) {
    return done -> progress.accept("%s: %.0f %%".formatted(what, 100 * done));
  }

  /** The best of the readings. */
  static double best(List<ProbeReading> readings) {
    return readings.stream().mapToDouble(ProbeReading::getAccuracy).max().orElseThrow();
  }

  /** The mean of the readings of probes of this name. */
  static double mean(List<ProbeReading> readings, String probe) {
    return readings.stream()
        .filter(reading -> reading.getProbe().equals(probe))
        .mapToDouble(ProbeReading::getAccuracy)
        .average()
        .orElse(Double.NaN);
  }
}
