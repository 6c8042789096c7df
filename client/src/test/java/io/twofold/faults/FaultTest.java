package io.twofold.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.twofold.client.AnswerStream;
import io.twofold.client.ClientBuilder;
import io.twofold.client.ClientMetrics;
import io.twofold.client.Encoded;
import io.twofold.client.Images;
import io.twofold.client.RetryPolicy;
import io.twofold.client.TwofoldClient;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers notice of trouble with real servers: nothing, within the budget of retries. */
@Timeout(600)
class FaultTest {

  private static final int BUDGET = 2000;

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    server = ServerProcess.start(folder, "first");
  }

  @AfterEach
  void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stops", "crashes"})
  void aServerThatStopsOrCrashesAndComesBackCostsNoCall(String how) throws Exception {
    try (TwofoldClient client = client(server.target()).build();
        CallLoad load = new CallLoad(client, 4)) {
      load.awaitAnswers(100);
      if (how.equals("stops")) {
        server.restart();
      } else {
        server.crash();
      }
      load.awaitAnswers(100);

      assertThat(load.finish()).isEmpty();
      assertThat(retries()).isBetween(1L, (long) BUDGET);
    }
  }

  @Test
  void aRollingUpdateOfTwoServersCostsNoCall() throws Exception {
    try (ServerProcess second = ServerProcess.start(folder, "second");
        TwofoldClient client = client(server.target() + "," + second.target()).build();
        CallLoad load = new CallLoad(client, 4)) {
      load.awaitAnswers(100);
      server.restart();
      load.awaitAnswers(100);
      second.restart();
      load.awaitAnswers(100);

      assertThat(load.finish()).isEmpty();
      assertThat(retries()).isLessThanOrEqualTo(BUDGET);
    }
  }

  @Test
  void aStreamGoesOnAcrossARestart() throws Exception {
    int requests = 600;
    float[] pixels = TinyBundle.images(requests, 1);
    int size = pixels.length / requests;
    Iterator<Images> images =
        IntStream.range(0, requests)
            .mapToObj(i -> image(Arrays.copyOfRange(pixels, i * size, (i + 1) * size)))
            .iterator();
    TinyBundle bundle = new TinyBundle("tiny", 1);
    try (TwofoldClient client = client(server.target()).build();
        AnswerStream<Encoded> answers = client.encodeAll(images)) {
      for (int i = 0; i < requests; i++) {
        if (i == 200) {
          server.restart();
        } else if (i == 400) {
          server.crash();
        }
        float[] expected = bundle.encodeS(Arrays.copyOfRange(pixels, i * size, (i + 1) * size));
        assertThat(answers.next().codes().s())
            .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-5f ? 0 : Float.compare(a, b))
            .containsExactly(expected);
      }
      assertThat(answers.hasNext()).isFalse();
    }
  }

  /** The timeout of an attempt finds the dead connection, and a new one is made. */
  @Test
  void aConnectionThatGoesDeadIsReplaced() throws Exception {
    try (StallingProxy proxy = new StallingProxy(server.port());
        TwofoldClient client =
            client(proxy.target()).attemptTimeout(Duration.ofSeconds(2)).build();
        CallLoad load = new CallLoad(client, 4)) {
      load.awaitAnswers(100);
      proxy.stall();
      load.awaitAnswers(100);

      assertThat(load.finish()).isEmpty();
      assertThat(retries()).isBetween(1L, (long) BUDGET);
      assertThat(proxy.connections()).isGreaterThanOrEqualTo(2);
    }
  }

  /** Without a timeout of attempts the keepalive finds it, in its own time. */
  @Test
  void theKeepaliveFindsADeadConnectionToo() throws Exception {
    try (StallingProxy proxy = new StallingProxy(server.port());
        TwofoldClient client =
            client(proxy.target())
                .keepAlive(Duration.ofSeconds(10), Duration.ofSeconds(2))
                .build();
        CallLoad load = new CallLoad(client, 1)) {
      load.awaitAnswers(20);
      proxy.stall();
      load.awaitAnswers(20);

      assertThat(load.finish()).isEmpty();
      assertThat(retries()).isBetween(1L, (long) BUDGET);
    }
  }

  private ClientBuilder client(String target) {
    return TwofoldClient.builder(target)
        .deadline(Duration.ofMinutes(5))
        .retries(RetryPolicy.defaults().withMaxAttempts(1000).withBudget(BUDGET, 0.1))
        .metrics(new ClientMetrics(registry));
  }

  private long retries() {
    double attempts =
        registry.find("grpc.client.attempt.started").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    long calls =
        registry.find("grpc.client.call.duration").timers().stream().mapToLong(Timer::count).sum();
    return Math.round(attempts) - calls;
  }

  private static Images image(float[] pixels) {
    return Images.float32(
        TinyBundle.SHAPE.channels(),
        TinyBundle.SHAPE.height(),
        TinyBundle.SHAPE.width(),
        1,
        pixels);
  }
}
