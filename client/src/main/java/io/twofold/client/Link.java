package io.twofold.client;

import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all calls of a client share: its channel, and the state that their retries need. */
final class Link {

  private static final long CLOSE_GRACE_SECONDS = 2;
  private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ManagedChannel channel;
  private final CallFailures failures;
  private final Retries retries;
  private final AtomicLong reconnected = new AtomicLong(System.nanoTime() - RECONNECT_NANOS);

  Link(ManagedChannel channel, CallFailures failures, Retries retries) {
    this.channel = channel;
    this.failures = failures;
    this.retries = retries;
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

  /** A call was answered. */
  void answered() {
    retries.budget().giveBack();
  }

  /** As {@link Retries#delayNanos}; a client that is closed tries nothing again. */
  long retryDelayNanos(Throwable failure, int attempts, @Nullable Deadline deadline) {
    return channel.isShutdown() ? Retries.NEVER : retries.delayNanos(failure, attempts, deadline);
  }

  /**
   * Has the next attempt find a server that has come back: a channel by itself waits longer and
   * longer before it connects again.
   */
  void reconnect() {
    long last = reconnected.get();
    long now = System.nanoTime();
    if (now - last >= RECONNECT_NANOS && reconnected.compareAndSet(last, now)) {
      channel.resetConnectBackoff();
    }
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
