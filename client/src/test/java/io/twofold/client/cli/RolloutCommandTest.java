package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.twofold.client.FakeRollouts;
import io.twofold.v1.PauseRolloutRequest;
import io.twofold.v1.PinVersionRequest;
import io.twofold.v1.PromoteRolloutRequest;
import io.twofold.v1.RefusedVersion;
import io.twofold.v1.RollBackRequest;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.StartRolloutRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RolloutCommandTest {

  private final FakeRollouts rollouts = new FakeRollouts();

  @AfterEach
  void close() {
    rollouts.close();
  }

  @Test
  void everySettingHasAFlag() throws Exception {
    rollouts.answer(RolloutUnderWay.STATUS);

    Run run =
        rollout(
            "start",
            3,
            "--model",
            "mnist",
            "--steps",
            "10,100",
            "--sample",
            "20",
            "--least-time",
            "10m",
            "--least-samples",
            "30",
            "--max-error-rate",
            "0.02",
            "--max-p99-ratio",
            "3",
            "--max-non-finite",
            "1",
            "--max-cycle-ratio",
            "1.25",
            "--max-reconstruction-ratio",
            "1.75",
            "--max-z-leak",
            "0.5",
            "--retry-refused",
            "--generation",
            "3");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(rollouts.takeRequest(StartRolloutRequest.class))
        .isEqualTo(
            StartRolloutRequest.newBuilder()
                .setModel("mnist")
                .setCandidate(3)
                .setRetryRefused(true)
                .setGeneration(3)
                .setSettings(
                    RolloutSettings.newBuilder()
                        .addAllSteps(List.of(0.1, 1.0))
                        .setSample(0.2)
                        .setLeastTime(Durations.fromMinutes(10))
                        .setLeastSamples(30)
                        .setMaxErrorRate(0.02)
                        .setMaxP99Ratio(3)
                        .setMaxNonFinite(1)
                        .setMaxCycleRatio(1.25)
                        .setMaxReconstructionRatio(1.75)
                        .setMaxZLeak(0.5))
                .build());
  }

  @Test
  void whatIsNotSaidIsLeftToTheServer() throws Exception {
    assertThat(rollout("start", 3).exitCode()).isZero();
    assertThat(rollouts.takeRequest(StartRolloutRequest.class))
        .isEqualTo(
            StartRolloutRequest.newBuilder()
                .setCandidate(3)
                .setSettings(RolloutSettings.getDefaultInstance())
                .build());
  }

  @Test
  void aStatusIsTables() {
    rollouts.answer(RolloutUnderWay.STATUS);

    assertThat(rollout("status").out().lines())
        .containsExactly(
            "model mnist: version 2 is stable, version 1 is kept to go back to (generation 4)",
            "version 3 is being rolled out: 5 % of calls, step 2 of 3",
            "it waits for 17 more seconds at this step",
            "",
            "VERSION             CALLS  ERRORS  P50  P99      COPIES  CHECKS",
            "2        stable     950    0       -    2.00 ms  0       0",
            "3        candidate  50     0       -    3.00 ms  0       0",
            "",
            "GUARD  STABLE  CANDIDATE  LIMIT  VERDICT",
            "cycle  0.2     0.25       0.3    passes",
            "p99    0       0          0      too little");
  }

  @Test
  void aHistoryIsATable() {
    rollouts.answer(RolloutUnderWay.STATUS);

    assertThat(rollout("history").out().lines())
        .containsExactly(
            "TIME                  SERVER     WHAT",
            "2027-01-15T08:00:00Z  host:7411  version 3 gets 5 % of the calls");
  }

  @Test
  void aWatchEndsWhenTheVersionIsStable() {
    rollouts.answer(RolloutUnderWay.STATUS);
    rollouts.tell(RolloutUnderWay.STATUS, RolloutUnderWay.STATUS, ended().setStable(3).build());

    Run run = rollout("watch");

    assertThat(run.out().lines())
        .containsExactly(
            "version 3: 5 % of calls, step 2 of 3, 50 calls, 0 errors, p99 3.00 ms; waits for 17"
                + " more seconds at this step",
            "version 3 is the stable version");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aWatchSaysWhyAVersionWasTakenBack() {
    rollouts.answer(RolloutUnderWay.STATUS);
    rollouts.tell(
        RolloutUnderWay.STATUS,
        ended()
            .addRefused(RefusedVersion.newBuilder().setVersion(3).setReason("guard cycle"))
            .build());

    Run run = rollout("start", 3, "--watch");

    assertThat(run.out()).contains("version 3 was taken back: guard cycle");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void withoutARolloutThereIsNothingToWatch() {
    Run run = rollout("watch");

    assertThat(run.err()).isEqualToIgnoringNewLines("error: no version is being rolled out");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void changesSayWhatCameOfThem() throws Exception {
    rollouts.answer(RolloutUnderWay.STATUS);

    assertThat(rollout("promote", "--generation", 4).out().strip())
        .isEqualTo("version 3 gets 5 % of the calls");
    assertThat(rollouts.takeRequest(PromoteRolloutRequest.class).getGeneration()).isEqualTo(4);
    assertThat(rollout("pause").exitCode()).isZero();
    assertThat(rollouts.takeRequest(PauseRolloutRequest.class).getResume()).isFalse();
    assertThat(rollout("resume").exitCode()).isZero();
    assertThat(rollouts.takeRequest(PauseRolloutRequest.class).getResume()).isTrue();
    assertThat(rollout("rollback", "--reason", "ugly").exitCode()).isZero();
    assertThat(rollouts.takeRequest(RollBackRequest.class).getReason()).isEqualTo("ugly");
    assertThat(rollout("pin", 2).exitCode()).isZero();
    assertThat(rollouts.takeRequest(PinVersionRequest.class).getVersion()).isEqualTo(2);
  }

  @Test
  void aRefusalIsOneLine() {
    rollouts.refuse(Status.ABORTED.withDescription("the rollout has moved on"));

    Run run = rollout("pause");

    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "error: the rollout has moved on; `./twofold rollout status` shows where it stands");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "status",
        "watch",
        "promote",
        "pause",
        "resume",
        "rollback",
        "pin",
        "history"
      })
  void everyCommandTeaches(String command) {
    Run help = Run.of("rollout", command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: ./twofold rollout " + command)
        .contains("Examples:", "    ./twofold rollout " + command, "Exit codes:", "--token-file");
    assertThat(Run.of("rollout", command, "--nonsense").exitCode()).isEqualTo(2);
  }

  private static RolloutState.Builder state() {
    return RolloutUnderWay.STATUS.getState().toBuilder()
        .setCandidate(0)
        .setStep(0)
        .setGeneration(5);
  }

  private static Ended ended() {
    return new Ended(state());
  }

  /** The rollout when it is over. */
  private record Ended(RolloutState.Builder state) {
    Ended setStable(long version) {
      state.setStable(version);
      return this;
    }

    Ended addRefused(RefusedVersion.Builder refused) {
      state.addRefused(refused);
      return this;
    }

    RolloutStatus build() {
      return RolloutStatus.newBuilder().setModel("mnist").setState(state).build();
    }
  }

  private Run rollout(Object... words) {
    Object[] all = new Object[words.length + 3];
    all[0] = "rollout";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--server";
    all[words.length + 2] = rollouts.target();
    return Run.of(all);
  }
}
