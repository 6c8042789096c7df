package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import java.util.List;
import java.util.Map;

/** One network of the game. Its items are flat: [batch, in] → [batch, out]. */
public interface Network {

  /** Values in one input. */
  int in();

  /** Values in one output. */
  int out();

  /**
   * Runs a batch.
   *
   * @param x [batch, in]
   * @param training whether dropout is on, and whether batch normalisation goes by the batch where
   *     the network is not frozen
   * @return [batch, out], owned by {@code x}'s manager
   */
  NDArray forward(NDArray x, boolean training);

  /**
   * Stops or resumes learning. Gradients flow through a frozen network and not into its weights,
   * and a pass through it changes nothing: its batch normalisation goes by the running statistics,
   * which are what is served, and leaves them as they are. Dropout stays as it is.
   */
  void freeze(boolean frozen);

  /** What gradients move, by name, always in the same order; the arrays themselves. */
  Map<String, NDArray> parameters();

  /**
   * What else the network learns: running means and variances, by name, always in the same order;
   * the arrays themselves. With the parameters they are the network's whole state.
   */
  default Map<String, NDArray> statistics() {
    return Map.of();
  }

  /** What the network computes outside training, step by step, as it is now. */
  List<Operation> operations();

  /** Multiplications that one item costs when it is served. */
  default long multiplyAdds() {
    return operations().stream().mapToLong(Operation::multiplyAdds).sum();
  }

  /**
   * Moves the parameters by the gradients of the last backward pass, and clears those.
   *
   * @param optimizer serves this network alone: it keeps its moments by the parameters' names
   */
  default void update(Optimizer optimizer) {
    parameters()
        .forEach(
            (name, parameter) -> {
              try (NDArray gradient = parameter.getGradient()) {
                optimizer.update(name, parameter, gradient);
              }
            });
  }
}
