package io.twofold.trainer.evaluate;

import java.util.Arrays;

/**
 * Codes and the labels of their images.
 *
 * @param values codes back to back
 * @param dim values in a code
 * @param labels the class of each code
 * @param classes how many classes there are
 */
public record LabelledCodes(float[] values, int dim, int[] labels, int classes) {

  public LabelledCodes {
    if (values.length != (long) labels.length * dim || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d labels of codes with %d values do not fit %d values"
              .formatted(labels.length, dim, values.length));
    }
  }

  int count() {
    return labels.length;
  }

  /** The share of codes whose label is the one read. */
  double agreement(int[] read) {
    return Scores.agreement(read, labels);
  }

  /** The share of the most frequent label: what a probe reaches that reads nothing. */
  double majority() {
    int[] counts = new int[classes];
    int most = 0;
    for (int label : labels) {
      most = Math.max(most, ++counts[label]);
    }
    return (double) most / labels.length;
  }

  LabelledCodes withLabels(int[] other) {
    return new LabelledCodes(values, dim, other, classes);
  }

  /** The codes at the places {@code from} to {@code to} of a list of places, back to back. */
  float[] at(int[] places, int from, int to) {
    float[] chosen = new float[(to - from) * dim];
    for (int i = from; i < to; i++) {
      System.arraycopy(values, places[i] * dim, chosen, (i - from) * dim, dim);
    }
    return chosen;
  }

  /** The labels at the places. */
  int[] labelsAt(int[] places) {
    return Arrays.stream(places).map(place -> labels[place]).toArray();
  }

  /** The first {@code limit} codes, or all where there are fewer. */
  LabelledCodes head(int limit) {
    return limit >= count()
        ? this
        : new LabelledCodes(
            Arrays.copyOf(values, limit * dim), dim, Arrays.copyOf(labels, limit), classes);
  }
}
