package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionsTest {

  private static final RolloutSettings DEFAULTS = RolloutSettings.getDefaultInstance();
  private static final RolloutState NEWEST =
      RolloutState.newBuilder().setPolicy(VersionPolicy.VERSION_POLICY_NEWEST).build();

  private final Transitions transitions = new Transitions(Instant.EPOCH.plusSeconds(7), "here");

  @Test
  void aRolloutGoesFromTheShadowToTheStableVersion() throws Exception {
    RolloutState started = transitions.start(NEWEST, 1, 2, DEFAULTS, false);
    assertThat(started.getPolicy()).isEqualTo(VersionPolicy.VERSION_POLICY_MANAGED);
    assertThat(started.getStable()).isEqualTo(1);
    assertThat(started.getCandidate()).isEqualTo(2);
    assertThat(started.getStep()).isZero();
    assertThat(started.getSettings().getStepsList()).containsExactly(0.01, 0.05, 0.25, 0.5, 1.0);

    RolloutState advanced = transitions.advance(started, 2);
    assertThat(advanced.getStep()).isEqualTo(2);
    assertThat(advanced.getStepSince().getSeconds()).isEqualTo(7);

    RolloutState complete = transitions.complete(advanced, "every guard passed");
    assertThat(complete.getStable()).isEqualTo(2);
    assertThat(complete.getPrevious()).isEqualTo(1);
    assertThat(complete.getCandidate()).isZero();
    assertThat(complete.getGeneration()).isEqualTo(3);
    assertThat(complete.getHistoryList())
        .extracting(event -> event.getWhat())
        .containsExactly(
            "version 2 starts, in the shadow",
            "version 2 gets 5.00 % of the calls",
            "version 2 is the stable version: every guard passed");
    assertThat(complete.getHistory(0).getBy()).isEqualTo("here");
  }

  @Test
  void aVersionThatWasTakenBackIsNotTriedAgainUnlessAsked() throws Exception {
    RolloutState taken =
        transitions.takeBack(transitions.start(NEWEST, 1, 2, DEFAULTS, false), "it was slow");
    assertThat(taken.getStable()).isEqualTo(1);
    assertThat(taken.getCandidate()).isZero();
    assertThatThrownBy(() -> transitions.start(taken, 1, 2, DEFAULTS, false))
        .isInstanceOf(RolloutException.class)
        .hasMessage(
            "version 2 was taken back before (it was slow): ask for another try with retry_refused");
    RolloutState again = transitions.start(taken, 1, 2, DEFAULTS, true);
    assertThat(again.getCandidate()).isEqualTo(2);
    assertThat(again.getRefusedList()).isEmpty();
  }

  @Test
  void onlyOneRolloutIsUnderWay() throws Exception {
    RolloutState started = transitions.start(NEWEST, 1, 2, DEFAULTS, false);
    assertThatThrownBy(() -> transitions.start(started, 1, 3, DEFAULTS, false))
        .hasMessage("version 2 is being rolled out: promote it or roll it back first");
    assertThatThrownBy(() -> transitions.pin(started, 3))
        .hasMessage("version 2 is being rolled out: promote it or roll it back first");
    assertThatThrownBy(() -> transitions.start(NEWEST, 2, 2, DEFAULTS, false))
        .hasMessage("version 2 serves already: there is nothing to roll out");
    assertThatThrownBy(() -> transitions.pause(NEWEST, true))
        .hasMessage("no version is being rolled out");
  }

  @Test
  void theStableVersionGivesWayToTheOneBefore() throws Exception {
    assertThatThrownBy(() -> transitions.goBack(NEWEST, "no reason"))
        .isInstanceOf(RolloutException.class)
        .hasMessageContaining("no version before the stable one is known");
    RolloutState complete =
        transitions.complete(transitions.start(NEWEST, 1, 2, DEFAULTS, false), "promoted");
    RolloutState back = transitions.goBack(complete, "people complain");
    assertThat(back.getStable()).isEqualTo(1);
    assertThat(back.getPrevious()).isZero();
    assertThat(back.getRefusedList())
        .extracting(refused -> refused.getVersion() + ": " + refused.getReason())
        .containsExactly("2: people complain");
  }

  @Test
  void aVersionIsPinnedAndLetGo() throws Exception {
    RolloutState pinned = transitions.pin(NEWEST, 3);
    assertThat(pinned.getPolicy()).isEqualTo(VersionPolicy.VERSION_POLICY_PINNED);
    assertThat(pinned.getStable()).isEqualTo(3);
    assertThat(transitions.pin(pinned, 0).getPolicy())
        .isEqualTo(VersionPolicy.VERSION_POLICY_NEWEST);
  }

  @Test
  void theHistoryIsKeptToItsLastHundred() throws Exception {
    RolloutState state = transitions.start(NEWEST, 1, 2, DEFAULTS, false);
    for (int i = 0; i < 150; i++) {
      state = transitions.pause(state, i % 2 == 0);
    }
    assertThat(state.getHistoryCount()).isEqualTo(100);
    assertThat(state.getGeneration()).isEqualTo(151);
    assertThat(state.getHistory(99).getWhat()).isEqualTo("version 2 is resumed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void sharesThatMakeNoSenseAreRefused(double share) {
    for (List<Double> steps : List.of(List.of(share), List.of(0.5, share), List.of(0.5, 0.5))) {
      assertThatThrownBy(() -> Settings.of(RolloutSettings.newBuilder().addAllSteps(steps).build()))
          .isInstanceOf(RolloutException.class)
          .hasMessage("settings.steps must rise, above 0 and up to 1");
    }
    assertThatThrownBy(() -> Settings.of(RolloutSettings.newBuilder().setSample(share).build()))
        .hasMessage("settings.sample must be above 0 and up to 1");
  }

  /** A setting in JSON, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "steps": [0.5, 0.5]              | steps must rise, above 0 and up to 1
          "steps": [1, 0.5]                | steps must rise, above 0 and up to 1
          "sample": "Infinity"             | sample must be above 0 and up to 1
          "leastTime": "-1s"               | least_time must be from 0 to 365 days
          "leastTime": "31536001s"         | least_time must be from 0 to 365 days
          "leastSamples": 2147483648       | least_samples must be at most 2,147,483,647
          "maxErrorRate": -0.1             | max_error_rate must be 0 or more
          "maxErrorRate": "NaN"            | max_error_rate must be 0 or more
          "maxP99Ratio": 0                 | max_p99_ratio must be above 0
          "maxP99Ratio": -1                | max_p99_ratio must be above 0
          "maxP99Ratio": "NaN"             | max_p99_ratio must be above 0
          "maxNonFinite": 4294967295       | max_non_finite must be at most 2,147,483,647
          "maxCycleRatio": 0               | max_cycle_ratio must be above 0
          "maxCycleRatio": "NaN"           | max_cycle_ratio must be above 0
          "maxReconstructionRatio": -2     | max_reconstruction_ratio must be above 0
          "maxReconstructionRatio": "NaN"  | max_reconstruction_ratio must be above 0
          "maxZLeak": -0.01                | max_z_leak must be 0 or more
          "maxZLeak": "NaN"                | max_z_leak must be 0 or more
          """)
  void settingsThatMakeNoSenseAreRefused(String setting, String rule) throws Exception {
    RolloutSettings.Builder asked = RolloutSettings.newBuilder();
    JsonFormat.parser().merge("{" + setting + "}", asked);
    assertThatThrownBy(() -> transitions.start(NEWEST, 1, 2, asked.build(), false))
        .isInstanceOf(RolloutException.class)
        .hasMessage("settings." + rule)
        .extracting(e -> ((RolloutException) e).kind())
        .isEqualTo(RolloutException.Kind.INVALID);
  }

  @Test
  void stepsAreNotWithoutEnd() {
    List<Double> steps = IntStream.rangeClosed(1, 101).mapToObj(i -> i / 101.0).toList();
    assertThatThrownBy(() -> Settings.of(RolloutSettings.newBuilder().addAllSteps(steps).build()))
        .hasMessage("settings.steps must be 100 at most");
  }

  @Test
  void whatIsSetReplacesTheDefaultAsAWhole() throws Exception {
    RolloutSettings settings =
        Settings.of(
            RolloutSettings.newBuilder()
                .setLeastTime(Durations.fromMillis(5))
                .addSteps(1)
                .setMaxNonFinite(3)
                .build());
    assertThat(Durations.toMillis(settings.getLeastTime())).isEqualTo(5);
    assertThat(settings.getStepsList()).containsExactly(1.0);
    assertThat(settings.getMaxNonFinite()).isEqualTo(3);
    assertThat(settings.getMaxErrorRate()).isEqualTo(0.01);
  }
}
