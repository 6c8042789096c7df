package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all calls of a client share: its channel, and the state that their retries need. */
final class Link {

  private static final long CLOSE_GRACE_SECONDS = 2;
  private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ManagedChannel channel;
  private final CallFailures failures;
  private final Retries retries;
  private final Patience patience;
  private final Supplier<@Nullable String> traceParent;
  private final @Nullable ClientMetrics metrics;
  private final RetryListener retryListener;
  private final AtomicLong reconnected = new AtomicLong(System.nanoTime() - RECONNECT_NANOS);

  /** When an answer came last. */
  private volatile long heardNanos = System.nanoTime();

  Link(
      ManagedChannel channel,
      CallFailures failures,
      Retries retries,
      Patience patience,
      Supplier<@Nullable String> traceParent,
      @Nullable ClientMetrics metrics,
      RetryListener retryListener) {
    this.channel = channel;
    this.failures = failures;
    this.retries = retries;
    this.patience = patience;
    this.traceParent = traceParent;
    this.metrics = metrics;
    this.retryListener = retryListener;
  }

  /** The channel of a client that is open. */
  ManagedChannel channel() {
    if (channel.isShutdown()) {
      throw new IllegalStateException("the client is closed");
    }
    return channel;
  }

  CallFailures failures() {
    return failures;
  }

  Patience patience() {
    return patience;
  }

  /** The options of a call that the current thread makes. */
  CallOptions traced(CallOptions options) {
    String parent = traceParent.get();
    return parent == null ? options : options.withOption(CallHeaders.TRACE_PARENT, parent);
  }

  /** The options of an attempt of a call, after {@code previous} others. */
  CallOptions attempt(CallOptions call, int previous) {
    CallOptions options =
        previous == 0 ? call : call.withOption(CallHeaders.PREVIOUS_ATTEMPTS, previous);
    return patience.limited(options);
  }

  /** An answer came: the servers are there, and the budget of retries grows. */
  void answered() {
    heardNanos = System.nanoTime();
    retries.budget().giveBack();
  }

  /** A call is over, in whatever way. */
  void ended(MethodDescriptor<?, ?> method, Status.Code status, long startNanos) {
    if (metrics != null) {
      metrics.called(
          method.getFullMethodName(), failures.target(), status, System.nanoTime() - startNanos);
    }
  }

  /**
   * As {@link Retries#delayNanos}; a client that is closed tries nothing again. A connection on
   * which nothing has come for as long as the first attempt waited is given up; new connections
   * begin with the same server again, so later attempts keep them and take their turns. Where
   * attempts have no time of their own, the time that is up is the call's.
   */
  long retryDelayNanos(Throwable failure, int attempts, @Nullable Deadline deadline) {
    if (channel.isShutdown()) {
      return Retries.NEVER;
    }
    Status.Code code = Status.fromThrowable(failure).getCode();
    if (code == Status.Code.DEADLINE_EXCEEDED) {
      if (attempts == 1) {
        leaveIfSilent();
      }
      if (patience.attemptTimeout() == null) {
        return Retries.NEVER;
      }
    }
    long delay = retries.delayNanos(failure, attempts, deadline);
    if (delay != Retries.NEVER) {
      retryListener.retrying(code, attempts, Duration.ofNanos(delay));
    }
    return delay;
  }

  /** Whether a call after so many attempts may have one more beside those that still run. */
  boolean mayHedge(int attempts) {
    return !channel.isShutdown() && retries.allowsAfter(attempts) && retries.budget().take();
  }

  /**
   * Has the next attempt find a server that has come back: a channel by itself waits longer and
   * longer before it connects again.
   */
  void reconnect() {
    if (isTimeToReconnect()) {
      channel.resetConnectBackoff();
    }
  }

  /** Leaves connections on which nothing comes; calls that run on them may still end. */
  private void leaveIfSilent() {
    if (System.nanoTime() - heardNanos >= patience.silenceNanos() && isTimeToReconnect()) {
      channel.enterIdle();
    }
  }

  private boolean isTimeToReconnect() {
    long last = reconnected.get();
    long now = System.nanoTime();
    return now - last >= RECONNECT_NANOS && reconnected.compareAndSet(last, now);
  }

  void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_GRACE_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
