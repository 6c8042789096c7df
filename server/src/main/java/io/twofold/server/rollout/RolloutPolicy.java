package io.twofold.server.rollout;

import com.google.protobuf.util.Durations;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionEvidence;
import java.time.Duration;
import java.util.List;

/** What to do next with a rollout that is under way: a pure function of what was seen. */
final class RolloutPolicy {

  /** What to do. */
  sealed interface Decision permits Wait, Advance, Complete, TakeBack {}

  /**
   * Nothing, yet.
   *
   * @param forWhat what is waited for, as a sentence
   */
  record Wait(String forWhat) implements Decision {}

  /**
   * Go to the next step.
   *
   * @param step its number, as in {@link RolloutState#getStep}
   */
  record Advance(int step) implements Decision {}

  /** The candidate becomes the stable version. */
  record Complete() implements Decision {}

  /**
   * The candidate is taken back.
   *
   * @param reason as a sentence
   */
  record TakeBack(String reason) implements Decision {}

  private RolloutPolicy() {}

  /**
   * Decides. A breach counts at once and whatever else holds; a step ends when it has lasted long
   * enough, the candidate has been seen often enough, and no guard lacks evidence.
   *
   * @param state with a candidate
   * @param guards what {@link Guards#read} says of the evidence since the step began
   * @param lasted for how long that evidence was gathered
   */
  static Decision decide(
      RolloutState state, VersionEvidence candidate, List<GuardReading> guards, Duration lasted) {
    for (GuardReading guard : guards) {
      if (guard.getVerdict() == GuardVerdict.GUARD_VERDICT_BREACHED) {
        return new TakeBack(
            "guard %s: version %d has %.4g, above %.4g; version %d has %.4g"
                .formatted(
                    guard.getGuard(),
                    state.getCandidate(),
                    guard.getCandidate(),
                    guard.getLimit(),
                    state.getStable(),
                    guard.getStable()));
      }
    }
    if (state.getPaused()) {
      return new Wait("someone to resume it");
    }
    RolloutSettings settings = state.getSettings();
    Duration left = Duration.ofNanos(Durations.toNanos(settings.getLeastTime())).minus(lasted);
    if (left.compareTo(Duration.ZERO) > 0) {
      return new Wait("%d more seconds at this step".formatted(Math.max(1, left.toSeconds())));
    }
    boolean inShadow = state.getStep() == 0;
    long seen = inShadow ? candidate.getCopies() : candidate.getCalls();
    if (seen < settings.getLeastSamples()) {
      return new Wait(
          "%d more %s of version %d"
              .formatted(
                  settings.getLeastSamples() - seen,
                  inShadow ? "copied calls" : "calls",
                  state.getCandidate()));
    }
    for (GuardReading guard : guards) {
      if (guard.getVerdict() == GuardVerdict.GUARD_VERDICT_TOO_LITTLE && isNeeded(guard, state)) {
        return new Wait("more evidence for the guard " + guard.getGuard());
      }
    }
    return state.getStep() >= settings.getStepsCount()
        ? new Complete()
        : new Advance(state.getStep() + 1);
  }

  /** The candidate's share of calls, from 0 to 1. */
  static double share(RolloutState state) {
    return state.getCandidate() == 0 || state.getStep() == 0
        ? 0
        : state.getSettings().getSteps(state.getStep() - 1);
  }

  /** Latencies are compared where both versions have enough calls; the smallest share may not. */
  private static boolean isNeeded(GuardReading guard, RolloutState state) {
    return share(state) < 1 && !guard.getGuard().equals(Guards.P99);
  }
}
