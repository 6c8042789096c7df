package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a call waits for one attempt before it makes another.
 *
 * @param attemptTimeout after which an attempt is given up; null for never
 * @param hedgeDelay after which another attempt is made beside it; null for never
 */
record Patience(@Nullable Duration attemptTimeout, @Nullable Duration hedgeDelay) {

  /** Silence of a connection that is suspicious where nothing else is said. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  static final Patience ENDLESS = new Patience(null, null);

  Patience withAttemptTimeout(Duration timeout) {
    return new Patience(positive("attemptTimeout", timeout), hedgeDelay);
  }

  Patience withHedgeDelay(Duration delay) {
    return new Patience(attemptTimeout, positive("hedging", delay));
  }

  /** The options of a call for one attempt. */
  CallOptions limited(CallOptions call) {
    if (attemptTimeout == null) {
      return call;
    }
    Deadline own = Deadline.after(attemptTimeout.toNanos(), TimeUnit.NANOSECONDS);
    Deadline whole = call.getDeadline();
    return call.withDeadline(whole == null ? own : own.minimum(whole));
  }

  /** The part of a wait that one attempt may take. */
  long limitNanos(long waitNanos) {
    return attemptTimeout == null ? waitNanos : Math.min(waitNanos, attemptTimeout.toNanos());
  }

  /** Without an answer for so long, a connection on which an attempt got none is taken for dead. */
  long silenceNanos() {
    return (attemptTimeout == null ? SILENCE : attemptTimeout).toNanos();
  }

  private static Duration positive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
    return duration;
  }
}
