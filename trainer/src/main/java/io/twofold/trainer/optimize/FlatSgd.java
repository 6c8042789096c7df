package io.twofold.trainer.optimize;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import java.util.List;

/** Plain stochastic gradient descent, θ ← θ − η·g: without momentum, so it has no state to save. */
public final class FlatSgd implements FlatOptimizer {

  private final ParameterBuffers parameters;

  /** An optimizer of float32 parameters that take gradients. */
  public FlatSgd(List<NDArray> parameters) {
    this.parameters = new ParameterBuffers(parameters);
  }

  @Override
  public void step(float learningRate) {
    parameters.update(
        (weights, gradients, count, offset) -> {
          for (int i = 0; i < count; i++) {
            weights[i] -= learningRate * gradients[i];
          }
        });
  }

  @Override
  public void zeroGradients() {
    parameters.update((weights, gradients, count, offset) -> {});
  }

  @Override
  public void save(CheckpointWriter out) {}

  @Override
  public void restore(CheckpointReader in) {}
}
