package io.twofold.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a model's rollout stands on the server that answered.
 *
 * @param model the model's name
 * @param generation raised by one at every change
 * @param policy who decides which version serves
 * @param stable the version that serves; 0 where it is the newest
 * @param previous the version that can be gone back to; 0 for none
 * @param candidate the version that is being rolled out; 0 for none
 * @param step 0 in the shadow, from 1 on its place in {@code steps}
 * @param steps the candidate's share of calls at each step, from 0 to 1
 * @param share the candidate's share of calls now
 * @param paused whether the rollout is held at its step
 * @param waitingFor what it waits for, as a sentence; empty where none is under way
 * @param ofStable what the server saw of the stable version since the step began
 * @param ofCandidate and of the candidate
 * @param guards the guards' readings; none where no rollout is under way
 * @param refused versions that were taken back
 * @param history what happened, oldest first
 */
public record Rollout(
    String model,
    long generation,
    Policy policy,
    long stable,
    long previous,
    long candidate,
    int step,
    List<Double> steps,
    double share,
    boolean paused,
    String waitingFor,
    Evidence ofStable,
    Evidence ofCandidate,
    List<Guard> guards,
    List<Refused> refused,
    List<Event> history) {

  /** Copies the collections. */
  public Rollout {
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
    refused = List.copyOf(refused);
    history = List.copyOf(history);
  }

  /** Why a version was taken back; empty where it was not. */
  public Optional<String> refusal(long version) {
    return refused.stream()
        .filter(one -> one.version() == version)
        .map(Refused::reason)
        .reduce((older, newer) -> newer);
  }

  /** Who decides which version serves. */
  public enum Policy {
    /** The newest version that proves itself serves. */
    NEWEST,
    /** One version serves. */
    PINNED,
    /** The stable version serves; another takes its place by a rollout alone. */
    MANAGED
  }

  /**
   * What a server saw of a version since the step began.
   *
   * @param p50 of calls that were answered
   * @param p99 of calls that were answered
   * @param checks swaps that were looked at again
   * @param cycleError how far s and z of swaps were from those that they were made of
   * @param reconstructionError mean squared error of rebuilt images
   * @param copies of calls, in the shadow
   */
  public record Evidence(
      long version,
      long calls,
      long errors,
      long nonFinite,
      Duration p50,
      Duration p99,
      long checks,
      double cycleError,
      double reconstructionError,
      long copies) {}

  /** What a guard says. */
  public enum Verdict {
    /** The candidate holds what the guard asks. */
    PASSES,
    /** The candidate does not. */
    BREACHED,
    /** Too little was seen to tell. */
    TOO_LITTLE
  }

  /**
   * One guard.
   *
   * @param name as in {@code error_rate}
   * @param limit what {@code candidate} must not be above
   */
  public record Guard(
      String name, double stable, double candidate, double limit, Verdict verdict) {}

  /** A version that was taken back. */
  public record Refused(long version, String reason, Instant at) {}

  /**
   * Something that happened.
   *
   * @param what as a sentence
   * @param by the server that wrote it
   */
  public record Event(Instant at, String what, String by) {}
}
