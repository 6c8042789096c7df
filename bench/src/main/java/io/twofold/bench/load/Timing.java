package io.twofold.bench.load;

import java.time.Duration;

/**
 * How long a run takes.
 *
 * @param warmup load before the first call that counts
 * @param measured how long calls count
 * @param grace how long after that the last answers are waited for
 */
public record Timing(Duration warmup, Duration measured, Duration grace) {

  public Timing {
    if (warmup.isNegative()) {
      throw new IllegalArgumentException("warmup must not be negative, unlike " + warmup);
    }
    if (measured.isNegative() || measured.isZero()) {
      throw new IllegalArgumentException("measured must be above 0, not " + measured);
    }
  }

  /** A run that waits ten seconds for its last answers. */
  public static Timing of(double warmupSeconds, double measuredSeconds) {
    return new Timing(seconds(warmupSeconds), seconds(measuredSeconds), Duration.ofSeconds(10));
  }

  Window windowFrom(long now) {
    long from = now + warmup.toNanos();
    return new Window(from, from + measured.toNanos());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
