package io.twofold.server.admission;

import java.time.Duration;

/**
 * When a server refuses calls because of those that it has.
 *
 * @param maxConcurrency the most calls at once, however fast they are
 * @param waitTarget how long calls may wait in their queue on average; while they wait longer,
 *     fewer are let in
 */
public record AdmissionLimits(int maxConcurrency, Duration waitTarget) {

  private static final int MOST_TARGETS = 6;
  private static final Duration MIN_TARGET = Duration.ofMillis(1);
  private static final Duration MAX_TARGET = Duration.ofMinutes(1);

  public AdmissionLimits {
    require(maxConcurrency >= 1, "maxConcurrency must be at least 1, not " + maxConcurrency);
    require(
        waitTarget.compareTo(MIN_TARGET) >= 0 && waitTarget.compareTo(MAX_TARGET) <= 0,
        "waitTarget must be from a millisecond to a minute, not " + waitTarget);
  }

  /** 1,024 calls, and 5 ms. */
  public static AdmissionLimits defaults() {
    return new AdmissionLimits(1024, Duration.ofMillis(5));
  }

  /** How much work may wait for a call that comes: {@value #MOST_TARGETS} times the target. */
  public Duration longestWait() {
    return waitTarget.multipliedBy(MOST_TARGETS);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
