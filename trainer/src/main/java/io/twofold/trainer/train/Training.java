package io.twofold.trainer.train;

import io.twofold.trainer.checkpoint.Checkpointed;
import java.io.IOException;

/** A recipe at work on its networks. */
public sealed interface Training extends Checkpointed permits Trainer, StrongTrainer {

  /**
   * Trains for all epochs that are left.
   *
   * @throws DivergedException where a loss stops being finite
   * @throws IOException where the observer cannot write
   */
  void run(TrainingObserver observer) throws IOException;
}
