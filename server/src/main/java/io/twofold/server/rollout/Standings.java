package io.twofold.server.rollout;

import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Where a rollout stands on this server, and what it waits for. Changes nothing. */
final class Standings {

  /** Within this time a folder that another server knows is seen by this one. */
  private static final Duration LATEST_NEWS = Duration.ofMinutes(2);

  private final ModelLifecycle lifecycle;
  private final KnownVersions known;
  private final Evidence evidence;
  private final Withheld withheld;
  private final Troubles troubles;
  private final Function<String, RolloutFile> file;

  /**
   * @param withheld the candidates that get no calls here
   * @param troubles what is in the way of the files
   * @param file a model's state on disk
   */
  Standings(
      ModelLifecycle lifecycle,
      KnownVersions known,
      Evidence evidence,
      Withheld withheld,
      Troubles troubles,
      Function<String, RolloutFile> file) {
    this.lifecycle = lifecycle;
    this.known = known;
    this.evidence = evidence;
    this.withheld = withheld;
    this.troubles = troubles;
    this.file = file;
  }

  /** Where a model's rollout stands. */
  RolloutStatus of(String model, RolloutState state) {
    RolloutStatus.Builder status =
        RolloutStatus.newBuilder()
            .setModel(model)
            .setState(state)
            .setCandidateShare(withheld.share(model, state))
            .setTrouble(troubles.of(model));
    if (state.getCandidate() == 0) {
      return status.build();
    }
    Comparison now = compare(model, state);
    return status
        .setStable(now.stable())
        .setCandidate(now.candidate())
        .addAllGuards(now.guards())
        .setWaitingFor(waitingFor(model, state, now.decision(), status.getTrouble()))
        .build();
  }

  /**
   * Compares a state's candidate with its stable version, by what was seen since its step began.
   */
  Comparison compare(String model, RolloutState state) {
    Optional<VersionStatus> candidate = known.find(new VersionId(model, state.getCandidate()));
    Optional<String> fault = withheld.reason(model, state);
    if (fault.isEmpty() && isGone(model, state, candidate)) {
      fault = Optional.of("its folder is gone");
    }
    return Comparison.of(model, state, evidence, candidate, fault);
  }

  private String waitingFor(
      String model, RolloutState state, RolloutPolicy.Decision decision, String trouble) {
    if (!trouble.isEmpty()) {
      return "its state to be usable again: " + trouble;
    }
    if (lifecycle.stable(model) == 0) {
      return ("version %d, which is stable and cannot be loaded;"
              + " until then no version serves, unless this one is promoted")
          .formatted(state.getStable());
    }
    return decision instanceof RolloutPolicy.Wait wait ? wait.forWhat() : "";
  }

  /** A folder that this server never read may be new, and told late by a network's file system. */
  private boolean isGone(String model, RolloutState state, Optional<VersionStatus> candidate) {
    boolean due =
        candidate.filter(Comparison::isInMemory).isPresent()
            || evidence.lasted(model).compareTo(LATEST_NEWS) >= 0;
    return due && file.apply(model).lacks(state.getCandidate());
  }
}
