package io.twofold.client;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.twofold.v1.GuardReading;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.VersionEvidence;
import java.time.Instant;

/** Rollouts as the contract has them, read. */
final class RolloutWire {

  private RolloutWire() {}

  static Rollout rollout(RolloutStatus status) {
    RolloutState state = status.getState();
    return new Rollout(
        status.getModel(),
        state.getGeneration(),
        policy(state),
        state.getStable(),
        state.getPrevious(),
        state.getCandidate(),
        state.getStep(),
        state.getSettings().getStepsList(),
        status.getCandidateShare(),
        state.getPaused(),
        status.getWaitingFor(),
        evidence(status.getStable()),
        evidence(status.getCandidate()),
        status.getGuardsList().stream().map(RolloutWire::guard).toList(),
        state.getRefusedList().stream()
            .map(one -> new Rollout.Refused(one.getVersion(), one.getReason(), at(one.getAt())))
            .toList(),
        state.getHistoryList().stream()
            .map(event -> new Rollout.Event(at(event.getAt()), event.getWhat(), event.getBy()))
            .toList());
  }

  private static Rollout.Policy policy(RolloutState state) {
    return switch (state.getPolicy()) {
      case VERSION_POLICY_PINNED -> Rollout.Policy.PINNED;
      case VERSION_POLICY_MANAGED -> Rollout.Policy.MANAGED;
      case VERSION_POLICY_NEWEST, VERSION_POLICY_UNSPECIFIED, UNRECOGNIZED -> Rollout.Policy.NEWEST;
    };
  }

  private static Rollout.Evidence evidence(VersionEvidence evidence) {
    return new Rollout.Evidence(
        evidence.getVersion(),
        evidence.getCalls(),
        evidence.getErrors(),
        evidence.getNonFinite(),
        duration(evidence.getP50()),
        duration(evidence.getP99()),
        evidence.getChecks(),
        evidence.getCycleError(),
        evidence.getReconstructionError(),
        evidence.getCopies());
  }

  private static Rollout.Guard guard(GuardReading reading) {
    return new Rollout.Guard(
        reading.getGuard(),
        reading.getStable(),
        reading.getCandidate(),
        reading.getLimit(),
        switch (reading.getVerdict()) {
          case GUARD_VERDICT_PASSES -> Rollout.Verdict.PASSES;
          case GUARD_VERDICT_BREACHED -> Rollout.Verdict.BREACHED;
          case GUARD_VERDICT_TOO_LITTLE, GUARD_VERDICT_UNSPECIFIED, UNRECOGNIZED ->
              Rollout.Verdict.TOO_LITTLE;
        });
  }

  private static java.time.Duration duration(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  private static Instant at(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
