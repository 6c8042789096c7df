package io.twofold.server.rpc;

import io.grpc.netty.NettyServerBuilder;
import io.twofold.server.metrics.ConnectionMetrics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What connections may cost. Each {@code with} method gives these limits with one of them changed.
 *
 * @param connections the most connections at once; one more is closed at once
 * @param calls the most calls that a connection may have open; a client holds back the others
 * @param metadataBytes the most that the headers of a call may weigh
 * @param handshake how long a new connection may take until it speaks HTTP/2
 * @param idle how long a connection without calls is kept
 * @param age how long a connection is kept; its client is asked to make a new one
 * @param ageGrace how much longer the calls on an aged connection may take
 * @param pingInterval the least time between a client's keepalive pings; one that pings more often
 *     loses its connection
 */
public record ConnectionLimits(
    int connections,
    int calls,
    int metadataBytes,
    Duration handshake,
    Duration idle,
    Duration age,
    Duration ageGrace,
    Duration pingInterval) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration YEAR = Duration.ofDays(365);

  /** Cancelled calls of one connection in a window; more is no client's honest work. */
  private static final int MAX_RESETS = 100_000;

  private static final int RESET_WINDOW_SECONDS = 10;

  public ConnectionLimits {
    require(connections >= 1, "connections must be at least 1, not " + connections);
    require(calls >= 1, "the calls of a connection must be at least 1, not " + calls);
    require(metadataBytes >= 1024, "metadata must be allowed 1024 bytes, not " + metadataBytes);
    requireSpan("the time of a handshake", handshake);
    requireSpan("the idle time of a connection", idle);
    requireSpan("the age of a connection", age);
    requireSpan("the grace of an aged connection", ageGrace);
    requireSpan("the time between pings", pingInterval);
  }

  /** For services that are called by other services, directly or through a balancer. */
  public static ConnectionLimits defaults() {
    return new ConnectionLimits(
        10_000,
        1024,
        8 << 10,
        Duration.ofSeconds(20),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(20));
  }

  public ConnectionLimits withConnections(int connections) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withCalls(int calls) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withMetadataBytes(int metadataBytes) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withHandshake(Duration handshake) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withIdle(Duration idle) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withAge(Duration age, Duration ageGrace) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  public ConnectionLimits withPingInterval(Duration pingInterval) {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }

  void applyTo(NettyServerBuilder builder, ConnectionMetrics metrics) {
    builder
        .channelFactory(() -> new LimitedServerChannel(connections, metrics))
        .maxConcurrentCallsPerConnection(calls)
        .maxInboundMetadataSize(metadataBytes)
        .handshakeTimeout(handshake.toNanos(), TimeUnit.NANOSECONDS)
        .maxConnectionIdle(idle.toNanos(), TimeUnit.NANOSECONDS)
        .maxConnectionAge(age.toNanos(), TimeUnit.NANOSECONDS)
        .maxConnectionAgeGrace(ageGrace.toNanos(), TimeUnit.NANOSECONDS)
        .permitKeepAliveTime(pingInterval.toNanos(), TimeUnit.NANOSECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS);
  }

  private static void requireSpan(String name, Duration span) {
    require(
        span.compareTo(SECOND) >= 0 && span.compareTo(YEAR) <= 0,
        "%s must be from a second to a year, not %s".formatted(name, span));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
