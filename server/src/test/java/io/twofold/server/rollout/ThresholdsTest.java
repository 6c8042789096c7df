package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.server.repository.VersionInfo;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each setting decides by itself, at its boundary, where every other one is content. */
class ThresholdsTest {

  /** 1,000 calls and 100 checked swaps of each version, which did equally well. */
  private static final String SEEN =
      """
      "calls": 1000, "copies": 1000, "errors": 50, "p50": "0.010s", "p99": "0.100s",
      "checks": 100, "cycleError": 0.2, "reconstructionError": 0.01
      """;

  /** A setting; what the candidate shows that it still allows; what it does not; whose breach. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "maxErrorRate": 0.03          | "errors": 80                  | "errors": 81                   | error_rate
          "maxErrorRate": 0             | "errors": 50                  | "errors": 51                   | error_rate
          "maxP99Ratio": 3              | "p99": "0.300s"               | "p99": "0.301s"                | p99
          "maxP99Ratio": 3              | "p50": "0.030s"               | "p50": "0.031s"                | p50
          "maxP99Ratio": 0.5            | "p50": "0.005s", "p99": "0.102s" | "p50": "0.005s", "p99": "0.103s" | p99
          "maxNonFinite": 2             | "nonFinite": 2                | "nonFinite": 3                 | non_finite
          "maxCycleRatio": 1.25         | "cycleError": 0.25            | "cycleError": 0.2501           | cycle
          "maxReconstructionRatio": 1.5 | "reconstructionError": 0.015  | "reconstructionError": 0.01501 | reconstruction
          """)
  void eachAloneDecidesABreachAtItsBoundary(
      String setting, String allowed, String tooMuch, String guard) throws Exception {
    assertThat(breached(setting, allowed)).isEmpty();
    assertThat(breached(setting, tooMuch)).containsExactly(guard);
  }

  @Test
  void theStepsTheTimeAndTheSamplesEndAStep() throws Exception {
    RolloutSettings settings =
        settings("\"steps\": [0.3, 1], \"leastTime\": \"20s\", \"leastSamples\": 40");
    RolloutState state = RolloutState.newBuilder().setCandidate(2).setSettings(settings).build();
    VersionEvidence enough = VersionEvidence.newBuilder().setCopies(40).build();
    VersionEvidence few = VersionEvidence.newBuilder().setCopies(39).build();
    Duration due = Duration.ofSeconds(20);
    assertThat(RolloutPolicy.decide(state, enough, List.of(), due))
        .isEqualTo(new RolloutPolicy.Advance(1));
    assertThat(RolloutPolicy.decide(state, few, List.of(), due))
        .isEqualTo(new RolloutPolicy.Wait("1 more copied calls of version 2"));
    assertThat(RolloutPolicy.decide(state, enough, List.of(), due.minusNanos(1)))
        .isInstanceOf(RolloutPolicy.Wait.class);
    assertThat(RolloutPolicy.share(state.toBuilder().setStep(1).build())).isEqualTo(0.3);
  }

  @Test
  void aScorecardsLeakIsAllowedUpToItsLimit() throws Exception {
    RolloutSettings settings = settings("\"maxZLeak\": 0.3");
    assertThat(Scores.poor(withLeak(0.3), settings)).isEmpty();
    assertThat(Scores.poor(withLeak(0.31), settings))
        .contains("its scorecard has a z_leak of 0.310, above 0.300");
    assertThat(Scores.poor(withLeak(Double.NaN), settings)).isPresent();
  }

  private static VersionStatus withLeak(double leak) {
    VersionInfo info =
        new VersionInfo(
            "run",
            new ImageShape(1, 2, 2),
            2,
            1,
            List.of("zero", "one"),
            LabelKind.SINGLE,
            Map.of("z_leak", leak));
    return new VersionStatus(new VersionId("tiny", 2), VersionState.READY, "", info);
  }

  private static List<String> breached(String setting, String shown) throws Exception {
    return Guards.read(settings(setting), evidence(""), evidence(shown), false).stream()
        .filter(reading -> reading.getVerdict() == GuardVerdict.GUARD_VERDICT_BREACHED)
        .map(GuardReading::getGuard)
        .toList();
  }

  private static RolloutSettings settings(String json) throws Exception {
    RolloutSettings.Builder asked = RolloutSettings.newBuilder();
    JsonFormat.parser().merge("{" + json + "}", asked);
    return Settings.of(asked.build());
  }

  private static VersionEvidence evidence(String shown) throws Exception {
    VersionEvidence.Builder seen = VersionEvidence.newBuilder();
    JsonFormat.parser().merge("{" + SEEN + "}", seen);
    VersionEvidence.Builder own = VersionEvidence.newBuilder();
    JsonFormat.parser().merge("{" + shown + "}", own);
    if (own.hasP50()) {
      seen.clearP50();
    }
    if (own.hasP99()) {
      seen.clearP99();
    }
    return seen.mergeFrom(own.build()).build();
  }
}
