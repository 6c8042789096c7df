package io.twofold.trainer.train;

/** Watches an epoch; it cannot change it. */
public interface StageObserver {

  /**
   * After an iteration.
   *
   * @param soFar the epoch's averages up to here
   * @param iterationsPerEpoch how many an epoch has
   */
  void iteration(StageMetrics soFar, int iterationsPerEpoch);
}
