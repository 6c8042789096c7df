package io.twofold.server.rollout;

import io.twofold.v1.RolloutState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Candidates that are taken back on this server alone, until their state says so too. */
final class Withheld {

  private record Candidate(long version, String reason) {}

  private final Map<String, Candidate> candidates = new ConcurrentHashMap<>();

  /** A model's candidate gets no calls of this server from now on. */
  void add(String model, RolloutState state, String reason) {
    candidates.put(model, new Candidate(state.getCandidate(), reason));
  }

  /** Why a state's candidate is withheld; empty where it is not. */
  Optional<String> reason(String model, RolloutState state) {
    return Optional.ofNullable(candidates.get(model))
        .filter(candidate -> candidate.version() == state.getCandidate())
        .map(Candidate::reason);
  }

  /** Forgets what was withheld of a model, unless it is a state's candidate. */
  void follow(String model, RolloutState state) {
    candidates.computeIfPresent(
        model, (name, held) -> held.version() == state.getCandidate() ? held : null);
  }

  /** The share of this server's calls that a state's candidate gets, from 0 to 1. */
  double share(String model, RolloutState state) {
    return reason(model, state).isPresent() ? 0 : RolloutPolicy.share(state);
  }
}
