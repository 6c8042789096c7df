package io.twofold.server.rollout;

import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import java.util.Optional;

/**
 * What people may do to a rollout. Each changes the state on disk, and says where the rollout then
 * stands.
 *
 * <p>Each takes the generation that the state must have, 0 for any, and throws {@link
 * RolloutException} where the state does not allow the change or has moved on.
 */
public final class RolloutCommands {

  private static final int LONGEST_REASON = 1_000;

  private final Rollouts rollouts;
  private final KnownVersions known;

  public RolloutCommands(Rollouts rollouts) {
    this.rollouts = rollouts;
    this.known = rollouts.known();
  }

  /**
   * The model that a request means.
   *
   * @param name empty for the only one
   */
  public String model(String name) throws RolloutException {
    return known.model(name);
  }

  /** Where a model's rollout stands on this server. */
  public RolloutStatus status(String model) throws RolloutException {
    return rollouts.status(model);
  }

  /**
   * Starts a rollout.
   *
   * @param settings what is not set is the default
   * @param retryRefused whether a version that was taken back before may try again
   */
  public RolloutStatus start(
      String model, long candidate, RolloutSettings settings, boolean retryRefused, long generation)
      throws RolloutException {
    VersionStatus status = known.require(new VersionId(model, candidate));
    if (status.state() == VersionState.FAILED) {
      throw new RolloutException(
          Kind.STATE, "version %d cannot be loaded: %s".formatted(candidate, status.reason()));
    }
    known.requireWhole(status.id());
    RolloutState now = current(model, generation);
    long stable = rollouts.serving(model, now);
    requireLoadable(model, stable);
    RolloutState next =
        rollouts.transitions().start(now, stable, candidate, settings, retryRefused);
    Optional<String> poor = Scores.poor(status, next.getSettings());
    if (poor.isPresent()) {
      throw new RolloutException(Kind.STATE, poor.get());
    }
    return rollouts.write(model, next);
  }

  /** The candidate takes everything now. */
  public RolloutStatus promote(String model, long generation) throws RolloutException {
    RolloutState now = current(model, generation);
    Transitions.requireCandidate(now);
    requireFolder(model, now.getCandidate());
    return rollouts.write(model, rollouts.transitions().complete(now, "it was promoted by hand"));
  }

  /** The rollout is held, or goes on. */
  public RolloutStatus pause(String model, boolean paused, long generation)
      throws RolloutException {
    return rollouts.write(model, rollouts.transitions().pause(current(model, generation), paused));
  }

  /** The candidate is taken back, or the stable version gives way to the one before. */
  public RolloutStatus rollBack(String model, String reason, long generation)
      throws RolloutException {
    if (reason.length() > LONGEST_REASON) {
      throw new RolloutException(
          Kind.INVALID,
          "reason must have at most %,d characters, not %,d"
              .formatted(LONGEST_REASON, reason.length()));
    }
    RolloutState now = current(model, generation);
    String why = reason.isEmpty() ? "it was rolled back by hand" : reason;
    if (now.getCandidate() == 0) {
      requireFolder(model, now.getPrevious());
    }
    return rollouts.write(
        model,
        now.getCandidate() != 0
            ? rollouts.transitions().takeBack(now, why)
            : rollouts.transitions().goBack(now, why));
  }

  /** One version serves; 0 for the newest. */
  public RolloutStatus pin(String model, long version, long generation) throws RolloutException {
    if (version != 0) {
      VersionId wanted = known.require(new VersionId(model, version)).id();
      known.requireWhole(wanted);
    }
    return rollouts.write(model, rollouts.transitions().pin(current(model, generation), version));
  }

  /** There is nothing to compare a candidate with where the stable version was refused. */
  private void requireLoadable(String model, long stable) throws RolloutException {
    Optional<VersionStatus> status =
        stable == 0 ? Optional.empty() : known.find(new VersionId(model, stable));
    if (status.isPresent() && status.get().state() == VersionState.FAILED) {
      throw new RolloutException(
          Kind.STATE,
          "version %d, which is to serve, cannot be loaded: %s. Pin another one first"
              .formatted(stable, status.get().reason()));
    }
  }

  /** A version in memory alone would not outlast a restart. */
  private void requireFolder(String model, long version) throws RolloutException {
    if (rollouts.file(model).lacks(version)) {
      throw new RolloutException(
          Kind.STATE,
          "version %d has no folder any more: no server could load it again".formatted(version));
    }
  }

  /** The state on disk, not the one that was read last. */
  private RolloutState current(String model, long generation) throws RolloutException {
    known.requireModel(model);
    RolloutState now = rollouts.file(model).read();
    if (generation != 0 && generation != now.getGeneration()) {
      throw new RolloutException(
          Kind.CHANGED,
          "the rollout has moved on to generation %d; this change was made for generation %d"
              .formatted(now.getGeneration(), generation));
    }
    return now;
  }
}
