package io.twofold.client.cli;

import java.util.Arrays;

/** How long calls took, in nanoseconds. */
final class Latencies {

  private final long[] sortedNanos;

  /**
   * @param nanos one value a call, at least one
   */
  Latencies(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nanos must have at least one value");
    }
    sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  int count() {
    return sortedNanos.length;
  }

  /**
   * The latency within which {@code percent} of the calls ended, by nearest rank, in microseconds.
   *
   * @param percent above 0, up to 100
   */
  long percentileMicros(int percent) {
    int rank = (int) Math.ceil(percent * (double) sortedNanos.length / 100);
    return Math.round(sortedNanos[rank - 1] / 1000.0);
  }
}
