package io.twofold.client;

import java.time.Duration;

/**
 * When a call that found no server, or one with too much to do, is made again.
 *
 * <p>Tried again are {@code UNAVAILABLE}, and {@code RESOURCE_EXHAUSTED} where the server says when
 * to come back; and only calls that can be repeated without harm, which are all but changes of a
 * rollout. A call waits {@code initialBackoff} before its second attempt and twice as long before
 * each further one, up to {@code maxBackoff}, give or take a fifth; and never less than the server
 * asks for. An attempt that could not begin before the call's deadline is not waited for: the call
 * fails at once, with what the last attempt found.
 *
 * <p>All calls of a client share a budget of retries, so that a server in trouble does not get a
 * multiple of its load: it starts full, each retry takes one from it, and each call that is
 * answered gives back {@code budgetRatio}.
 *
 * @param maxAttempts how often a call is made at most, the first included; 1 for no retries
 * @param initialBackoff the wait before the second attempt
 * @param maxBackoff the longest wait that the client chooses by itself
 * @param budget the most retries in a row, over all calls
 * @param budgetRatio the retries that each answered call makes up for, from 0 to 1
 */
public record RetryPolicy(
    int maxAttempts, Duration initialBackoff, Duration maxBackoff, int budget, double budgetRatio) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Checks the settings. */
  public RetryPolicy {
    require(maxAttempts >= 1, "maxAttempts must be at least 1, not " + maxAttempts);
    require(
        initialBackoff.toNanos() > 0 && initialBackoff.compareTo(HOUR) <= 0,
        "initialBackoff must be positive and at most an hour, not " + initialBackoff);
    require(
        maxBackoff.compareTo(initialBackoff) >= 0 && maxBackoff.compareTo(HOUR) <= 0,
        "maxBackoff must be from initialBackoff to an hour, not " + maxBackoff);
    require(
        budget >= 0 && budget <= 1_000_000, "budget must be from 0 to a million, not " + budget);
    require(
        budgetRatio >= 0 && budgetRatio <= 1,
        "budgetRatio must be from 0 to 1, not " + budgetRatio);
  }

  /**
   * Up to 8 attempts over about 4 seconds, enough for a server to start again; a budget of 500, of
   * which each answered call gives back 0.2.
   */
  public static RetryPolicy defaults() {
    return new RetryPolicy(8, Duration.ofMillis(50), Duration.ofSeconds(1), 500, 0.2);
  }

  /** No call is made twice. */
  public static RetryPolicy none() {
    return defaults().withMaxAttempts(1);
  }

  /** This policy with another number of attempts. */
  public RetryPolicy withMaxAttempts(int attempts) {
    return new RetryPolicy(attempts, initialBackoff, maxBackoff, budget, budgetRatio);
  }

  /** This policy with other waits. */
  public RetryPolicy withBackoff(Duration initial, Duration most) {
    return new RetryPolicy(maxAttempts, initial, most, budget, budgetRatio);
  }

  /** This policy with another budget. */
  public RetryPolicy withBudget(int retries, double ratio) {
    return new RetryPolicy(maxAttempts, initialBackoff, maxBackoff, retries, ratio);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
