package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.await;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.twofold.codec.TinyBundle;
import io.twofold.server.rpc.ConnectionLimits;
import io.twofold.v1.CodecServiceGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connections may cost, over real sockets. */
class ConnectionLimitsTest {

  private static final ConnectionLimits DEFAULTS = ConnectionLimits.defaults();
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path repository;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
  }

  @Test
  void callsBeyondTheLimitWaitForTheirTurn() throws Exception {
    try (RunningServer running = start(DEFAULTS.withCalls(1));
        RawHttp2 raw = new RawHttp2(running.server().port()).greet()) {
      assertThat(raw.maxStreams()).isEqualTo(1);

      var watch =
          HealthGrpc.newBlockingStub(running.channel())
              .watch(HealthCheckRequest.getDefaultInstance());
      assertThat(watch.hasNext()).isTrue();
      assertThat(
              refusal(
                      () ->
                          running
                              .stub()
                              .withDeadlineAfter(1, TimeUnit.SECONDS)
                              .encode(encode(float32(new float[20]))))
                  .getCode())
          .as("on the connection that is full")
          .isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(encodesOverAnotherConnection(running)).isEqualTo(1);
    }
  }

  @Test
  void tooManyPingsEndTheConnection() throws Exception {
    try (RunningServer running = start(DEFAULTS.withPingInterval(Duration.ofHours(1)));
        RawHttp2 raw = new RawHttp2(running.server().port()).greet()) {
      for (int i = 0; i < 4; i++) {
        raw.ping();
      }
      assertThat(raw.goodbye()).isEqualTo("11 too_many_pings");
      assertThat(encodesOverAnotherConnection(running)).isEqualTo(1);
    }
  }

  @Test
  void connectionsEndOfAgeAndOfIdleness() throws Exception {
    try (RunningServer running = start(DEFAULTS.withAge(SECOND, SECOND));
        RawHttp2 raw = new RawHttp2(running.server().port()).greet()) {
      assertThat(raw.goodbye()).isEqualTo("0 max_age");
    }
    try (RunningServer running = start(DEFAULTS.withIdle(SECOND));
        RawHttp2 raw = new RawHttp2(running.server().port()).greet()) {
      assertThat(raw.goodbye()).isEqualTo("0 max_idle");
    }
  }

  @Test
  void aConnectionThatSaysNothingIsHungUp() throws Exception {
    try (RunningServer running = start(DEFAULTS.withHandshake(SECOND));
        RawHttp2 raw = new RawHttp2(running.server().port())) {
      assertThat(raw.isHungUp()).isTrue();
    }
  }

  @Test
  void aConnectionTooManyIsClosedUntilAnotherEnds() throws Exception {
    try (RunningServer running = start(DEFAULTS.withConnections(2));
        RawHttp2 first = new RawHttp2(running.server().port()).greet()) {
      RawHttp2 second = new RawHttp2(running.server().port()).greet();
      assertThat(first.maxStreams()).isPositive();
      assertThat(second.maxStreams()).isPositive();

      try (RawHttp2 third = new RawHttp2(running.server().port())) {
        assertThat(third.isHungUp()).isTrue();
      }
      assertThat(meters(running))
          .contains("twofold_connections_refused_total 1.0", "twofold_connections_open 2.0");

      second.close();
      await(
          "the end of a connection",
          () -> meters(running).contains("twofold_connections_open 1.0"));
      assertThat(encodesOverAnotherConnection(running)).isEqualTo(1);
    }
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws Exception {
    try (RunningServer running = start(DEFAULTS.withMetadataBytes(2048))) {
      Metadata headers = new Metadata();
      headers.put(Metadata.Key.of("ballast", Metadata.ASCII_STRING_MARSHALLER), "b".repeat(3000));
      Status refused =
          refusal(
              () ->
                  running
                      .stub()
                      .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                      .encode(encode(float32(new float[20]))));
      assertThat(refused).asString().contains("Header size exceeded max allowed size (2048)");
      assertThat(encodesOverAnotherConnection(running)).isEqualTo(1);
    }
  }

  @Test
  void limitsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.withConnections(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("connections must be at least 1, not 0");
    assertThatThrownBy(() -> DEFAULTS.withCalls(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the calls of a connection must be at least 1, not 0");
    assertThatThrownBy(() -> DEFAULTS.withMetadataBytes(10))
        .hasMessage("metadata must be allowed 1024 bytes, not 10");
    assertThatThrownBy(() -> DEFAULTS.withIdle(Duration.ofMillis(999)))
        .hasMessage("the idle time of a connection must be from a second to a year, not PT0.999S");
    assertThatThrownBy(() -> DEFAULTS.withAge(SECOND, Duration.ofDays(366)))
        .hasMessageStartingWith("the grace of an aged connection must be from a second to a year");
  }

  private RunningServer start(ConnectionLimits limits) throws StartException {
    return RunningServer.start(
        ServerConfig.defaults().onFreePorts(repository).withConnections(limits));
  }

  private static String meters(RunningServer running) throws Exception {
    return running.http("/metrics").body();
  }

  private static int encodesOverAnotherConnection(RunningServer running) {
    ManagedChannel another = RunningServer.channel(running.server().port());
    try {
      return CodecServiceGrpc.newBlockingStub(another)
          .encode(encode(float32(new float[20])))
          .getCodes()
          .getCount();
    } finally {
      another.shutdownNow();
    }
  }
}
