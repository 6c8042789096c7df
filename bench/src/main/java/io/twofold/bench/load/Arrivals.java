package io.twofold.bench.load;

import java.util.SplittableRandom;

/**
 * When the calls of an open loop are meant to start: a Poisson process, whose gaps are independent
 * and exponentially distributed, gap = −ln(1 − u) ÷ rate with u uniform in [0, 1). They follow from
 * the seed alone, and from nothing that the server does.
 */
final class Arrivals {

  private final double meanGapNanos;
  private final SplittableRandom random;
  private double nanos;

  /**
   * @param perSecond how many calls are to start in a second, on average
   */
  Arrivals(double perSecond, long seed) {
    if (!(perSecond > 0) || perSecond > 1e9) {
      throw new IllegalArgumentException(
          "the rate must be above 0 and at most 1e9 calls/s, not " + perSecond);
    }
    meanGapNanos = 1e9 / perSecond;
    random = new SplittableRandom(seed);
  }

  /** The next arrival, in nanoseconds after the start of the process. */
  long next() {
    nanos -= Math.log1p(-random.nextDouble()) * meanGapNanos;
    return (long) nanos;
  }
}
