package io.twofold.server.rollout;

import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.RefusedVersion;
import io.twofold.v1.RolloutState;

/** What a state must be to be followed, whoever wrote it. */
final class SoundState {

  private SoundState() {}

  /**
   * Makes sure that a state can be followed.
   *
   * @throws RolloutException of kind INVALID, which says what is wrong with it
   */
  static void require(RolloutState state) throws RolloutException {
    requireNumber("generation", state.getGeneration());
    requireNumber("stable", state.getStable());
    requireNumber("previous", state.getPrevious());
    requireNumber("candidate", state.getCandidate());
    for (RefusedVersion refused : state.getRefusedList()) {
      requireNumber("refused.version", refused.getVersion());
    }
    if (state.getCandidate() != 0) {
      requireCandidate(state);
    }
  }

  private static void requireCandidate(RolloutState state) throws RolloutException {
    if (state.getStable() == 0) {
      throw invalid("candidate %d has no stable version beside it".formatted(state.getCandidate()));
    }
    if (state.getStable() == state.getCandidate()) {
      throw invalid("version %d is both stable and candidate".formatted(state.getCandidate()));
    }
    int steps = state.getSettings().getStepsCount();
    if (state.getStep() < 0 || state.getStep() > steps) {
      throw invalid(
          "step must be from 0 to %d, not %s"
              .formatted(steps, Integer.toUnsignedString(state.getStep())));
    }
    Settings.of(state.getSettings());
  }

  private static void requireNumber(String field, long value) throws RolloutException {
    if (value < 0) {
      throw invalid("%s must not be negative, as %d is".formatted(field, value));
    }
  }

  private static RolloutException invalid(String message) {
    return new RolloutException(Kind.INVALID, message);
  }
}
