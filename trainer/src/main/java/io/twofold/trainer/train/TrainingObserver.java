package io.twofold.trainer.train;

import io.twofold.trainer.run.EpochLine;
import java.io.IOException;

/** Watches a training run; it cannot change it. */
public interface TrainingObserver {

  /**
   * After an iteration.
   *
   * @param soFar the epoch's averages up to here
   * @param iterationsPerEpoch how many an epoch has
   */
  void iteration(EpochLine soFar, int iterationsPerEpoch);

  /** After an epoch; may use the networks to draw, and throws where it cannot write. */
  void epoch(EpochLine metrics) throws IOException;
}
