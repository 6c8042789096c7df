package io.twofold.client.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Latencies of single calls, in nanoseconds. */
final class Latencies {

  private final List<Long> nanos = new ArrayList<>();

  void add(long latencyNanos) {
    nanos.add(latencyNanos);
  }

  /** The smallest latency that at least the share {@code quantile} of the calls stayed within. */
  long percentileNanos(double quantile) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(quantile * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** A line for people. */
  String summary(String call) {
    return "%d %s calls, one at a time: p50 %d µs, p95 %d µs, p99 %d µs"
        .formatted(
            nanos.size(),
            call,
            percentileNanos(0.50) / 1000,
            percentileNanos(0.95) / 1000,
            percentileNanos(0.99) / 1000);
  }
}
