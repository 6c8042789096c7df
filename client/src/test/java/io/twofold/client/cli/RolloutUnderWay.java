package io.twofold.client.cli;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutEvent;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.VersionEvidence;
import io.twofold.v1.VersionPolicy;
import java.util.List;

/** A rollout that is under way, as a server tells it. */
final class RolloutUnderWay {

  static final RolloutStatus STATUS =
      RolloutStatus.newBuilder()
          .setModel("mnist")
          .setState(
              RolloutState.newBuilder()
                  .setGeneration(4)
                  .setPolicy(VersionPolicy.VERSION_POLICY_MANAGED)
                  .setStable(2)
                  .setPrevious(1)
                  .setCandidate(3)
                  .setStep(2)
                  .setSettings(RolloutSettings.newBuilder().addAllSteps(List.of(0.01, 0.05, 1.0)))
                  .addHistory(
                      RolloutEvent.newBuilder()
                          .setAt(Timestamps.fromSeconds(1_800_000_000))
                          .setBy("host:7411")
                          .setWhat("version 3 gets 5 % of the calls")))
          .setCandidateShare(0.05)
          .setWaitingFor("17 more seconds at this step")
          .setStable(
              VersionEvidence.newBuilder()
                  .setVersion(2)
                  .setCalls(950)
                  .setP99(Durations.fromMillis(2)))
          .setCandidate(
              VersionEvidence.newBuilder()
                  .setVersion(3)
                  .setCalls(50)
                  .setP99(Durations.fromMillis(3)))
          .addGuards(
              GuardReading.newBuilder()
                  .setGuard("cycle")
                  .setStable(0.2)
                  .setCandidate(0.25)
                  .setLimit(0.3)
                  .setVerdict(GuardVerdict.GUARD_VERDICT_PASSES))
          .addGuards(
              GuardReading.newBuilder()
                  .setGuard("p99")
                  .setVerdict(GuardVerdict.GUARD_VERDICT_TOO_LITTLE))
          .build();

  private RolloutUnderWay() {}
}
