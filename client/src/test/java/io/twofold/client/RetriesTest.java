package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {

  private static final RetryPolicy POLICY = RetryPolicy.defaults();

  @Test
  void theWaitDoublesUpToItsLimitGiveOrTakeAFifth() {
    Retries least = retries(POLICY, 0);
    Retries most = retries(POLICY, 1);

    assertThat(millis(least.delayNanos(gone(), 1, null))).isEqualTo(40);
    assertThat(millis(most.delayNanos(gone(), 1, null))).isEqualTo(60);
    assertThat(millis(least.delayNanos(gone(), 3, null))).isEqualTo(160);
    assertThat(millis(most.delayNanos(gone(), 7, null))).isEqualTo(1200);
  }

  @Test
  void theLastAttemptIsTheLast() {
    assertThat(retries(POLICY, 0).delayNanos(gone(), 8, null)).isEqualTo(Retries.NEVER);
    assertThat(retries(RetryPolicy.none(), 0).delayNanos(gone(), 1, null)).isEqualTo(Retries.NEVER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "UNAVAILABLE"})
  void whatWillNotPassIsNotTriedAgain(Status.Code code) {
    assertThat(retries(POLICY, 0).delayNanos(code.toStatus().asRuntimeException(), 1, null))
        .isEqualTo(Retries.NEVER);
  }

  @Test
  void theServerSaysWhenToComeBack() {
    Retries retries = retries(POLICY, 0);

    assertThat(millis(retries.delayNanos(asking(Status.Code.RESOURCE_EXHAUSTED, 700), 1, null)))
        .isEqualTo(700);
    assertThat(millis(retries.delayNanos(asking(Status.Code.UNAVAILABLE, 5000), 1, null)))
        .isEqualTo(5000);
    assertThat(millis(retries.delayNanos(asking(Status.Code.UNAVAILABLE, 10), 3, null)))
        .isEqualTo(160);
  }

  @Test
  void proxiesMayAskInTheirOwnWay() {
    assertThat(millis(retries(POLICY, 0).delayNanos(pushedBack("900"), 1, null))).isEqualTo(900);
    assertThat(retries(POLICY, 0).delayNanos(pushedBack("-1"), 1, null)).isEqualTo(Retries.NEVER);
  }

  @Test
  void noWaitOutlastsTheDeadline() {
    Retries retries = retries(POLICY, 0);
    Deadline near = Deadline.after(1, TimeUnit.MINUTES);

    assertThat(retries.delayNanos(asking(Status.Code.UNAVAILABLE, 3_600_000), 1, near))
        .isEqualTo(Retries.NEVER);
    assertThat(millis(retries.delayNanos(gone(), 1, near))).isEqualTo(40);
  }

  @Test
  void theBudgetIsSharedAndFilledByAnswers() {
    Retries retries = retries(POLICY.withBudget(2, 0.5), 0);

    assertThat(retries.delayNanos(gone(), 1, null)).isPositive();
    assertThat(retries.delayNanos(gone(), 1, null)).isPositive();
    assertThat(retries.delayNanos(gone(), 1, null)).isEqualTo(Retries.NEVER);
    retries.budget().giveBack();
    assertThat(retries.delayNanos(gone(), 1, null)).isEqualTo(Retries.NEVER);
    retries.budget().giveBack();
    assertThat(retries.delayNanos(gone(), 1, null)).isPositive();
    assertThat(retries.delayNanos(gone(), 1, null)).isEqualTo(Retries.NEVER);
    for (int i = 0; i < 100; i++) {
      retries.budget().giveBack();
    }
    assertThat(retries.delayNanos(gone(), 1, null)).isPositive();
    assertThat(retries.delayNanos(gone(), 1, null)).isPositive();
    assertThat(retries.delayNanos(gone(), 1, null)).isEqualTo(Retries.NEVER);
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.withMaxAttempts(0))
        .withMessage("maxAttempts must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.withBackoff(Duration.ZERO, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.withBudget(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.withBudget(1, 1.5));
  }

  private static Retries retries(RetryPolicy policy, double random) {
    return new Retries(policy, new RetryBudget(policy), () -> random);
  }

  private static StatusRuntimeException gone() {
    return Status.UNAVAILABLE.asRuntimeException();
  }

  private static StatusRuntimeException asking(Status.Code code, int millis) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .addDetails(
                Any.pack(
                    RetryInfo.newBuilder()
                        .setRetryDelay(
                            com.google.protobuf.Duration.newBuilder()
                                .setSeconds(millis / 1000)
                                .setNanos(millis % 1000 * 1_000_000))
                        .build()))
            .build());
  }

  private static StatusRuntimeException pushedBack(String millis) {
    Metadata trailers = new Metadata();
    trailers.put(
        Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER), millis);
    return Status.UNAVAILABLE.asRuntimeException(trailers);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
