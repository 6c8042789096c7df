package io.twofold.server.rollout;

import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.GuardReading;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionEvidence;
import java.util.List;
import java.util.Optional;

/**
 * What a server saw of both versions since a step began, and what follows from it.
 *
 * @param decision what to do with the rollout
 */
record Comparison(
    VersionEvidence stable,
    VersionEvidence candidate,
    List<GuardReading> guards,
    RolloutPolicy.Decision decision) {

  /**
   * Compares.
   *
   * @param state with a candidate
   * @param status where the candidate stands on this server; empty where it is not known
   * @param given why the candidate is taken back whatever was seen; empty where nothing is wrong
   */
  static Comparison of(
      String model,
      RolloutState state,
      Evidence evidence,
      Optional<VersionStatus> status,
      Optional<String> given) {
    VersionEvidence stable = evidence.of(new VersionId(model, state.getStable()));
    VersionEvidence candidate = evidence.of(new VersionId(model, state.getCandidate()));
    List<GuardReading> guards =
        Guards.read(state.getSettings(), stable, candidate, state.getStep() == 0);
    Optional<String> fault = given.or(() -> status.flatMap(found -> fault(found, state)));
    RolloutPolicy.Decision decision;
    if (fault.isPresent()) {
      decision = new RolloutPolicy.TakeBack(fault.get());
    } else if (!state.getPaused() && status.filter(Comparison::isInMemory).isEmpty()) {
      decision = new RolloutPolicy.Wait("version %d to be loaded".formatted(state.getCandidate()));
    } else {
      decision = RolloutPolicy.decide(state, candidate, guards, evidence.lasted(model));
    }
    return new Comparison(stable, candidate, guards, decision);
  }

  private static Optional<String> fault(VersionStatus candidate, RolloutState state) {
    return candidate.state() == VersionState.FAILED
        ? Optional.of("it cannot be loaded: " + candidate.reason())
        : Scores.poor(candidate, state.getSettings());
  }

  /** Whether calls can be answered by it. */
  static boolean isInMemory(VersionStatus status) {
    return status.state() == VersionState.READY || status.state() == VersionState.SERVING;
  }
}
