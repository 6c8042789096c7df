package io.twofold.bench.verdict;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The value in the middle. */
public final class Median {

  private Median() {}

  /** The median of what {@code figure} takes from each of the items; NaN of none. */
  public static <T> double of(Collection<T> items, ToDoubleFunction<T> figure) {
    double[] sorted = items.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
