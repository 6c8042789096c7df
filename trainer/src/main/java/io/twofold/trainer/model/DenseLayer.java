package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.Map;

/** [batch, in] → [batch, out]: weight · x + bias. */
final class DenseLayer implements Layer {

  private final int in;
  private final int out;
  private final NDArray weight;
  private final NDArray bias;

  DenseLayer(NDManager manager, int in, int out) {
    this.in = in;
    this.out = out;
    this.weight = Weights.xavier(manager, out, in);
    this.bias = Weights.zeros(manager, out);
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Named.of("weight", weight, "bias", bias);
  }

  @Override
  public List<Operation> operations() {
    return List.of(new Operation.Dense(in, out, weight.toFloatArray(), bias.toFloatArray()));
  }
}
