package io.twofold.client;

import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed attempt is made again, and when. */
final class Retries {

  /** No further attempt. */
  static final long NEVER = -1;

  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private final RetryPolicy policy;
  private final RetryBudget budget;
  private final DoubleSupplier random;

  /**
   * Decides by a policy.
   *
   * @param random from 0 to 1, for the spread of the waits
   */
  Retries(RetryPolicy policy, RetryBudget budget, DoubleSupplier random) {
    this.policy = policy;
    this.budget = budget;
    this.random = random;
  }

  RetryBudget budget() {
    return budget;
  }

  /** Whether the policy allows an attempt after so many. */
  boolean allowsAfter(int attempts) {
    return attempts < policy.maxAttempts();
  }

  /**
   * The wait before the next attempt, for which a retry has been taken from the budget.
   *
   * @param failure what the attempt ended with
   * @param attempts how many were made
   * @param deadline by which the next one must begin; null for none
   * @return nanoseconds, or {@link #NEVER}
   */
  long delayNanos(Throwable failure, int attempts, @Nullable Deadline deadline) {
    if (!allowsAfter(attempts)) {
      return NEVER;
    }
    Status.Code code = Status.fromThrowable(failure).getCode();
    boolean passing =
        code == Status.Code.UNAVAILABLE
            || code == Status.Code.RESOURCE_EXHAUSTED
            // Of the attempt alone, where the call has time left.
            || (code == Status.Code.DEADLINE_EXCEEDED && deadline != null);
    if (!passing) {
      return NEVER;
    }
    long asked = asked(failure);
    if (asked == NEVER || (asked == 0 && code == Status.Code.RESOURCE_EXHAUSTED)) {
      return NEVER;
    }
    long delay = Math.max(spread(backoffNanos(attempts)), asked);
    if (deadline != null && delay >= deadline.timeRemaining(TimeUnit.NANOSECONDS)) {
      return NEVER;
    }
    return budget.take() ? delay : NEVER;
  }

  private long backoffNanos(int attempts) {
    double initial = policy.initialBackoff().toNanos();
    double most = policy.maxBackoff().toNanos();
    return (long) Math.min(initial * Math.pow(2, attempts - 1), most);
  }

  private long spread(long nanos) {
    return (long) (nanos * (0.8 + 0.4 * random.getAsDouble()));
  }

  /** What the server asks for: nanoseconds, 0 where it does not say, NEVER where it wants none. */
  private static long asked(Throwable failure) {
    Metadata trailers = Status.trailersFromThrowable(failure);
    if (trailers == null) {
      return 0;
    }
    String pushback = trailers.get(PUSHBACK);
    if (pushback != null) {
      return pushback.matches("\\d{1,9}")
          ? TimeUnit.MILLISECONDS.toNanos(Long.parseLong(pushback))
          : NEVER;
    }
    Duration delay = ErrorDetails.of(failure).retryDelay();
    return delay == null || delay.isNegative()
        ? 0
        : TimeUnit.MILLISECONDS.toNanos(Math.min(delay.toMillis(), 1_000_000_000L));
  }
}
