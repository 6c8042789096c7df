package io.twofold.bench.load;

import org.HdrHistogram.Histogram;

/**
 * How long calls took, in microseconds; all 0 where there were none.
 *
 * @param count how many calls
 */
public record Percentiles(
    long count,
    double mean,
    double p50,
    double p90,
    double p99,
    double p999,
    double p9999,
    double max) {

  /** The percentiles of a histogram of nanoseconds. */
  static Percentiles of(Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);
    }
    return new Percentiles(
        nanos.getTotalCount(),
        nanos.getMean() / 1e3,
        at(nanos, 50),
        at(nanos, 90),
        at(nanos, 99),
        at(nanos, 99.9),
        at(nanos, 99.99),
        nanos.getMaxValue() / 1e3);
  }

  private static double at(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }
}
