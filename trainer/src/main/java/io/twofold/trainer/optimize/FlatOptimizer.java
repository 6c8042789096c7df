package io.twofold.trainer.optimize;

import io.twofold.trainer.checkpoint.Checkpointed;

/** Moves a fixed list of parameters by their gradients. */
public sealed interface FlatOptimizer extends Checkpointed permits FlatAdam, FlatSgd {

  /**
   * Moves every parameter by the gradients that have gathered in it, and clears those.
   *
   * @param learningRate of this step
   * @throws IllegalStateException where a parameter takes no gradients (it is frozen)
   */
  void step(float learningRate);

  /** Clears the gradients without a step. */
  void zeroGradients();
}
