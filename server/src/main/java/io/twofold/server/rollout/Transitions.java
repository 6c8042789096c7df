package io.twofold.server.rollout;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.RefusedVersion;
import io.twofold.v1.RolloutEvent;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionPolicy;
import java.time.Instant;
import java.util.List;

/** What a rollout's state becomes: pure functions, each of which raises the generation by one. */
final class Transitions {

  private static final int KEPT_EVENTS = 100;

  private final Timestamp now;
  private final String by;

  /**
   * @param by the server that changes the state
   */
  Transitions(Instant now, String by) {
    this.now = Timestamps.fromMillis(now.toEpochMilli());
    this.by = by;
  }

  /**
   * A rollout begins, in the shadow.
   *
   * @param serving the version that serves now
   * @throws RolloutException where one is under way, or the candidate is stable already or refused
   */
  RolloutState start(
      RolloutState state,
      long serving,
      long candidate,
      RolloutSettings settings,
      boolean retryRefused)
      throws RolloutException {
    if (state.getCandidate() != 0) {
      throw new RolloutException(
          Kind.STATE,
          "version %d is being rolled out: promote it or roll it back first"
              .formatted(state.getCandidate()));
    }
    if (candidate == serving) {
      throw new RolloutException(
          Kind.STATE, "version %d serves already: there is nothing to roll out".formatted(serving));
    }
    RolloutState.Builder next = state.toBuilder();
    if (retryRefused) {
      next.clearRefused();
      state.getRefusedList().stream()
          .filter(refused -> refused.getVersion() != candidate)
          .forEach(next::addRefused);
    }
    for (RefusedVersion refused : next.getRefusedList()) {
      if (refused.getVersion() == candidate) {
        throw new RolloutException(
            Kind.STATE,
            "version %d was taken back before (%s): ask for another try with retry_refused"
                .formatted(candidate, refused.getReason()));
      }
    }
    next.setPolicy(VersionPolicy.VERSION_POLICY_MANAGED)
        .setStable(serving)
        .setCandidate(candidate)
        .setSettings(Settings.of(settings))
        .setPaused(false)
        .setStep(0)
        .setStepSince(now);
    return changed(next, "version %d starts, in the shadow".formatted(candidate));
  }

  /** The rollout goes to a step. */
  RolloutState advance(RolloutState state, int step) {
    return changed(
        state.toBuilder().setStep(step).setStepSince(now),
        "version %d gets %s of the calls"
            .formatted(state.getCandidate(), percent(state.getSettings().getSteps(step - 1))));
  }

  /** The candidate becomes the stable version; the one before is kept. */
  RolloutState complete(RolloutState state, String why) {
    long candidate = state.getCandidate();
    return changed(
        state.toBuilder()
            .setPrevious(state.getStable())
            .setStable(candidate)
            .setCandidate(0)
            .setStep(0)
            .setPaused(false),
        "version %d is the stable version: %s".formatted(candidate, why));
  }

  /** The candidate is taken back, and is not tried again by itself. */
  RolloutState takeBack(RolloutState state, String reason) {
    long candidate = state.getCandidate();
    return changed(
        state.toBuilder()
            .addRefused(refused(candidate, reason))
            .setCandidate(0)
            .setStep(0)
            .setPaused(false),
        "version %d is taken back: %s".formatted(candidate, reason));
  }

  /**
   * The stable version gives way to the one before it.
   *
   * @throws RolloutException where there is none
   */
  RolloutState goBack(RolloutState state, String reason) throws RolloutException {
    if (state.getPrevious() == 0) {
      throw new RolloutException(
          Kind.STATE, "nothing is being rolled out, and no version before the stable one is known");
    }
    long gone = state.getStable();
    return changed(
        state.toBuilder()
            .setPolicy(VersionPolicy.VERSION_POLICY_MANAGED)
            .setStable(state.getPrevious())
            .setPrevious(0)
            .addRefused(refused(gone, reason)),
        "version %d gives way to version %d: %s".formatted(gone, state.getPrevious(), reason));
  }

  /**
   * The rollout is held, or goes on.
   *
   * @throws RolloutException where none is under way
   */
  RolloutState pause(RolloutState state, boolean paused) throws RolloutException {
    requireCandidate(state);
    return changed(
        state.toBuilder().setPaused(paused),
        "version %d is %s".formatted(state.getCandidate(), paused ? "held" : "resumed"));
  }

  /**
   * One version serves, or the newest where it is 0.
   *
   * @throws RolloutException while a rollout is under way
   */
  RolloutState pin(RolloutState state, long version) throws RolloutException {
    if (state.getCandidate() != 0) {
      throw new RolloutException(
          Kind.STATE,
          "version %d is being rolled out: promote it or roll it back first"
              .formatted(state.getCandidate()));
    }
    RolloutState.Builder next = state.toBuilder().setPrevious(state.getStable());
    if (version == 0) {
      return changed(
          next.setPolicy(VersionPolicy.VERSION_POLICY_NEWEST).setStable(0),
          "the newest version serves");
    }
    return changed(
        next.setPolicy(VersionPolicy.VERSION_POLICY_PINNED).setStable(version),
        "version %d is pinned".formatted(version));
  }

  /**
   * Makes sure that a rollout is under way.
   *
   * @throws RolloutException where none is
   */
  static void requireCandidate(RolloutState state) throws RolloutException {
    if (state.getCandidate() == 0) {
      throw new RolloutException(Kind.STATE, "no version is being rolled out");
    }
  }

  private RefusedVersion refused(long version, String reason) {
    return RefusedVersion.newBuilder().setVersion(version).setReason(reason).setAt(now).build();
  }

  private RolloutState changed(RolloutState.Builder next, String what) {
    RolloutEvent event =
        RolloutEvent.newBuilder()
            .setAt(now)
            .setWhat(what)
            .setStable(next.getStable())
            .setCandidate(next.getCandidate())
            .setBy(by)
            .build();
    List<RolloutEvent> before = next.getHistoryList();
    List<RolloutEvent> kept =
        List.copyOf(before.subList(Math.max(0, before.size() - KEPT_EVENTS + 1), before.size()));
    return next.clearHistory()
        .addAllHistory(kept)
        .addHistory(event)
        .setGeneration(next.getGeneration() + 1)
        .build();
  }

  private static String percent(double share) {
    return "%.3g %%".formatted(share * 100);
  }
}
