package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One server that does not answer beside one that does. */
@Timeout(60)
class PatienceTest {

  private static final Images IMAGE = Images.uint8(1, 2, 2, 1, new byte[4]);

  private final FakeCodec silent = new FakeCodec();
  private final FakeCodec lively = new FakeCodec();

  PatienceTest() {
    silent.keepSilent();
  }

  @AfterEach
  void close() {
    silent.close();
    lively.close();
  }

  private ClientBuilder builder() {
    return TwofoldClient.builder(silent.target() + "," + lively.target())
        .deadline(Duration.ofSeconds(50));
  }

  @Test
  void aHedgeAnswersWhereTheFirstAttemptIsSlow() throws InterruptedException {
    try (TwofoldClient client = builder().hedging(Duration.ofMillis(20)).build()) {
      while (silent.requests() < 3) {
        assertThat(client.encode(IMAGE).servedBy()).isEqualTo(FakeCodec.SERVED_BY);
        assertThat(client.encodeAsync(IMAGE).join().codes().count()).isEqualTo(1);
      }

      silent.awaitCancelled();
    }
  }

  @Test
  void hedgesTakeFromTheBudget() {
    try (TwofoldClient client =
        TwofoldClient.builder(silent.target())
            .deadline(Duration.ofSeconds(1))
            .retries(RetryPolicy.defaults().withBudget(2, 0))
            .hedging(Duration.ofMillis(1))
            .build()) {
      TwofoldException failure =
          catchThrowableOfType(TwofoldException.class, () -> client.encode(IMAGE));

      assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(silent.requests()).isBetween(1, 3);
    }
  }

  @Test
  void aRefusalIsNotHedged() {
    lively.refuse(Status.INVALID_ARGUMENT.withDescription("no PNG"));
    try (TwofoldClient client =
        TwofoldClient.builder(lively.target()).hedging(Duration.ofSeconds(30)).build()) {
      TwofoldException failure =
          catchThrowableOfType(TwofoldException.class, () -> client.encode(IMAGE));

      assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(lively.requests()).isEqualTo(1);
    }
  }

  @Test
  void anAttemptThatTakesTooLongIsMadeAgainElsewhere() {
    try (TwofoldClient client = builder().attemptTimeout(Duration.ofMillis(500)).build()) {
      while (silent.requests() < 2) {
        assertThat(client.encode(IMAGE).servedBy()).isEqualTo(FakeCodec.SERVED_BY);
      }
    }
  }

  @Test
  void onlyHealthyServersAreCalled() throws InterruptedException {
    silent.setHealth("", ServingStatus.NOT_SERVING);
    try (TwofoldClient client = builder().onlyHealthy().build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.encode(IMAGE).servedBy()).isEqualTo(FakeCodec.SERVED_BY);
      }
    }
    assertThat(silent.requests()).isZero();
  }

  @Test
  void settingsAreChecked() {
    ClientBuilder builder = builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.hedging(Duration.ZERO))
        .withMessage("hedging must be positive, not PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.attemptTimeout(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.keepAlive(Duration.ofSeconds(5), Duration.ofSeconds(5)))
        .withMessage("the time between pings must be at least 10 seconds, not PT5S");
  }
}
