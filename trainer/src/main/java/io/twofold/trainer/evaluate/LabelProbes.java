package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.ProbeReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * What fresh probes read of several labels from codes, as balanced accuracies. One network reads
 * all labels at once; it says yes where a label is likelier than among the training codes, which is
 * the best that a reader can do for rare labels as well.
 */
final class LabelProbes {

  private LabelProbes() {}

  /** Balanced accuracy for each label; not a number where images do not differ in it. */
  static double[] of(Probe probe, LabelCodes train, LabelCodes test, DoubleConsumer progress) {
    float[] logits =
        probe.scores(train.values(), train.dim(), train.flags().targets(), test.values(), progress);
    int labels = train.flags().labels();
    boolean[] read = new boolean[logits.length];
    for (int label = 0; label < labels; label++) {
      double share = train.flags().share(label);
      double threshold = Math.log(share / (1 - share));
      for (int i = label; i < read.length; i += labels) {
        read[i] = logits[i] > threshold;
      }
    }
    return read(new Flags(read, labels), train.flags(), test.flags());
  }

  /** The same by the labels of the nearest training codes, for each number of neighbours. */
  static double[][] ofNeighbours(
      List<Integer> ks, int limit, LabelCodes train, LabelCodes test, DoubleConsumer progress) {
    int known = Math.min(limit, train.count());
    int most = Math.min(known, ks.stream().mapToInt(k -> k).max().orElseThrow());
    int[][] neighbours =
        NearestNeighbours.nearest(
            Arrays.copyOf(train.values(), known * train.dim()),
            test.values(),
            train.dim(),
            most,
            progress);
    double[][] accuracies = new double[ks.size()][];
    for (int j = 0; j < accuracies.length; j++) {
      accuracies[j] =
          read(
              vote(neighbours, Math.min(most, ks.get(j)), train.flags()),
              train.flags(),
              test.flags());
    }
    return accuracies;
  }

  private static double[] read(Flags read, Flags learnt, Flags has) {
    double[] balanced = balanced(read, has);
    for (int label = 0; label < balanced.length; label++) {
      balanced[label] = learnt.varies(label) ? balanced[label] : Double.NaN;
    }
    return balanced;
  }

  /** Each label's balanced accuracy; not a number where images do not differ in it. */
  static double[] balanced(Flags read, Flags has) {
    double[] balanced = new double[has.labels()];
    Arrays.setAll(balanced, label -> BalancedAccuracy.of(read.of(label), has.of(label)));
    return balanced;
  }

  /** One reading for each label that could be read. */
  static List<ProbeReading> readings(
      String code, String probe, long seed, double[] accuracies, List<String> names) {
    List<ProbeReading> readings = new ArrayList<>();
    for (int label = 0; label < accuracies.length; label++) {
      if (!Double.isNaN(accuracies[label])) {
        readings.add(
            ProbeReading.newBuilder()
                .setCode(code)
                .setProbe(probe)
                .setSeed(seed)
                .setLabel(names.get(label))
                .setAccuracy(accuracies[label])
                .build());
      }
    }
    return readings;
  }

  private static Flags vote(int[][] neighbours, int k, Flags known) {
    int labels = known.labels();
    boolean[] read = new boolean[neighbours.length * labels];
    for (int label = 0; label < labels; label++) {
      double share = known.share(label);
      for (int i = 0; i < neighbours.length; i++) {
        int votes = 0;
        for (int j = 0; j < k; j++) {
          votes += known.has(neighbours[i][j], label) ? 1 : 0;
        }
        read[i * labels + label] = votes > k * share;
      }
    }
    return new Flags(read, labels);
  }
}
