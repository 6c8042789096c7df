package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionEvidence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPolicyTest {

  private static final VersionEvidence GOOD = evidence(0, 0, 2_000, 0.2, 0.01);

  /**
   * What is decided at a step, so long after it began, with so many calls of the candidate. Steps
   * are shadow, 10 %, 100 %; a step lasts 60 seconds and 300 calls at least.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | false | 59  | 1000 | waits for 1 more seconds at this step
          0 | false | 60  | 299  | waits for 1 more copied calls of version 2
          0 | false | 60  | 300  | goes to step 1
          1 | false | 0   | 0    | waits for 60 more seconds at this step
          1 | false | 100 | 250  | waits for 50 more calls of version 2
          1 | false | 60  | 300  | goes to step 2
          2 | false | 60  | 300  | completes
          1 | true  | 900 | 9000 | waits for someone to resume it
          """)
  void aStepEndsWhenItHasLastedAndBeenSeenEnough(
      int step, boolean paused, long seconds, int calls, String decision) {
    VersionEvidence candidate =
        GOOD.toBuilder().setCalls(calls).setCopies(step == 0 ? calls : 0).build();
    assertThat(decided(state(step).setPaused(paused), GOOD, candidate, seconds))
        .isEqualTo(decision);
  }

  /**
   * The candidate's calls, errors, non-finite outputs, p99, checks and errors; the first breach.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          19  | 19 | 0 | 2000  | 0  | 0    | 0    | none
          20  | 1  | 0 | 2000  | 0  | 0    | 0    | guard error_rate: version 2 has 0.05000, above 0.01000; version 1 has 0.000
          200 | 2  | 0 | 2000  | 0  | 0    | 0    | none
          1   | 0  | 1 | 2000  | 0  | 0    | 0    | guard non_finite: version 2 has 1.000, above 0.000; version 1 has 0.000
          199 | 0  | 0 | 90000 | 0  | 0    | 0    | none
          200 | 0  | 0 | 4001  | 0  | 0    | 0    | guard p99: version 2 has 0.004001, above 0.004000; version 1 has 0.002000
          200 | 0  | 0 | 4000  | 0  | 0    | 0    | none
          20  | 0  | 0 | 2000  | 19 | 9    | 9    | none
          20  | 0  | 0 | 2000  | 20 | 0.31 | 0.01 | guard cycle: version 2 has 0.3100, above 0.3000; version 1 has 0.2000
          20  | 0  | 0 | 2000  | 20 | NaN  | 0.01 | guard cycle: version 2 has NaN, above 0.3000; version 1 has 0.2000
          20  | 0  | 0 | 2000  | 20 | 0.2  | 0.02 | guard reconstruction: version 2 has 0.02000, above 0.01500; version 1 has 0.01000
          20  | 0  | 0 | 2000  | 20 | 0.29 | 0.014| none
          """)
  void aBreachTakesTheCandidateBackAtOnce(
      int calls,
      int errors,
      int nonFinite,
      long p99Micros,
      int checks,
      double cycle,
      double reconstruction,
      String breach) {
    VersionEvidence candidate =
        evidence(errors, nonFinite, p99Micros, cycle, reconstruction).toBuilder()
            .setCalls(calls)
            .setChecks(checks)
            .build();
    String expected =
        breach.equals("none") ? "waits for 60 more seconds at this step" : "takes back: " + breach;
    assertThat(decided(state(1), GOOD, candidate, 0)).isEqualTo(expected);
    String whilePaused =
        breach.equals("none") ? "waits for someone to resume it" : "takes back: " + breach;
    assertThat(decided(state(1).setPaused(true), GOOD, candidate, 0)).isEqualTo(whilePaused);
  }

  @Test
  void inTheShadowLatenciesSayNothing() {
    VersionEvidence slow = evidence(0, 0, 90_000, 0.2, 0.01);
    List<GuardReading> readings = Guards.read(settings(), GOOD, slow, true);
    assertThat(readings).extracting(GuardReading::getGuard).doesNotContain(Guards.P50, Guards.P99);
    assertThat(readings)
        .extracting(GuardReading::getVerdict)
        .containsOnly(GuardVerdict.GUARD_VERDICT_PASSES);
  }

  /** Calls of the stable version that wait for a slow candidate's are slow themselves. */
  @Test
  void aSlowCandidateDoesNotHideInTheTailThatItMakes() {
    VersionEvidence kept = GOOD.toBuilder().setP50(Durations.fromMillis(1)).build();
    VersionEvidence slow = GOOD.toBuilder().setP50(Durations.fromMillis(50)).build();
    assertThat(decided(state(1), kept, slow, 0))
        .isEqualTo(
            "takes back: guard p50: version 2 has 0.05000, above 0.003000; version 1 has 0.001000");
  }

  @Test
  void aStepWaitsForSwapsThatWereChecked() {
    VersionEvidence unchecked = GOOD.toBuilder().setChecks(3).build();
    assertThat(decided(state(1), GOOD, unchecked, 60))
        .isEqualTo("waits for more evidence for the guard cycle");
  }

  /** With all calls at the candidate, the stable version shows nothing to compare with. */
  @Test
  void theLastStepNeedsNoEvidenceOfTheStableVersion() {
    assertThat(decided(state(2), VersionEvidence.getDefaultInstance(), GOOD, 60))
        .isEqualTo("completes");
  }

  @Test
  void theShareIsTheStepsOwn() {
    assertThat(RolloutPolicy.share(state(0).build())).isZero();
    assertThat(RolloutPolicy.share(state(1).build())).isEqualTo(0.1);
    assertThat(RolloutPolicy.share(state(2).build())).isEqualTo(1);
    assertThat(RolloutPolicy.share(RolloutState.getDefaultInstance())).isZero();
  }

  private static String decided(
      RolloutState.Builder state, VersionEvidence stable, VersionEvidence candidate, long seconds) {
    RolloutState built = state.build();
    List<GuardReading> guards =
        Guards.read(built.getSettings(), stable, candidate, built.getStep() == 0);
    RolloutPolicy.Decision decision =
        RolloutPolicy.decide(built, candidate, guards, Duration.ofSeconds(seconds));
    if (decision instanceof RolloutPolicy.Wait wait) {
      return "waits for " + wait.forWhat();
    }
    if (decision instanceof RolloutPolicy.Advance advance) {
      return "goes to step " + advance.step();
    }
    if (decision instanceof RolloutPolicy.TakeBack takeBack) {
      return "takes back: " + takeBack.reason();
    }
    return "completes";
  }

  private static RolloutState.Builder state(int step) {
    return RolloutState.newBuilder()
        .setStable(1)
        .setCandidate(2)
        .setStep(step)
        .setSettings(settings());
  }

  private static RolloutSettings settings() {
    return RolloutSettings.newBuilder()
        .addAllSteps(List.of(0.1, 1.0))
        .setSample(0.1)
        .setLeastTime(Durations.fromSeconds(60))
        .setLeastSamples(300)
        .setMaxErrorRate(0.01)
        .setMaxP99Ratio(2)
        .setMaxNonFinite(0)
        .setMaxCycleRatio(1.5)
        .setMaxReconstructionRatio(1.5)
        .build();
  }

  private static VersionEvidence evidence(
      int errors, int nonFinite, long p99Micros, double cycle, double reconstruction) {
    return VersionEvidence.newBuilder()
        .setCalls(1_000)
        .setErrors(errors)
        .setNonFinite(nonFinite)
        .setP99(Durations.fromMicros(p99Micros))
        .setChecks(100)
        .setCycleError(cycle)
        .setReconstructionError(reconstruction)
        .build();
  }
}
