package io.twofold.server.metrics;

import io.micrometer.core.instrument.Counter;

/** Counts the bytes of one method's messages; for many threads. */
public final class RpcTraffic {

  private final Counter received;
  private final Counter sent;

  RpcTraffic(Counter received, Counter sent) {
    this.received = received;
    this.sent = sent;
  }

  /** Some of a message came over the wire. */
  public void received(long bytes) {
    received.increment((double) bytes);
  }

  /** Some of a message went over the wire. */
  public void sent(long bytes) {
    sent.increment((double) bytes);
  }
}
