package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron: linear layers with ReLU and dropout between them, and nothing after the
 * last. Without hidden layers it is a linear classifier.
 */
public final class Mlp {

  /**
   * The weights of one linear layer, out of the engine.
   *
   * @param in inputs
   * @param out outputs
   * @param weight [out, in]
   * @param bias [out]
   */
  public record Layer(int in, int out, float[] weight, float[] bias) {}

  private final SequentialBlock block = new SequentialBlock();
  private final List<Linear> layers = new ArrayList<>();
  private final ParameterStore store;
  private final int in;

  /**
   * A perceptron with fresh weights (Xavier) and zero biases.
   *
   * @param manager owns the weights
   * @param in inputs
   * @param hidden units of each hidden layer
   * @param out outputs
   * @param dropout the share of hidden units that each training pass leaves out
   */
  public Mlp(NDManager manager, int in, List<Integer> hidden, int out, float dropout) {
    this.in = in;
    for (int units : hidden) {
      add(units);
      block.add(Activation.reluBlock());
      if (dropout > 0) {
        block.add(Dropout.builder().optRate(dropout).build());
      }
    }
    add(out);
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, in));
    this.store = new ParameterStore(manager, false);
  }

  private void add(int units) {
    Linear linear = Linear.builder().setUnits(units).build();
    layers.add(linear);
    block.add(linear);
  }

  /** Inputs of the first layer. */
  public int in() {
    return in;
  }

  /**
   * Runs a batch.
   *
   * @param x [batch, in]
   * @param training whether dropout is on
   * @return [batch, out], owned by {@code x}'s manager
   */
  public NDArray forward(NDArray x, boolean training) {
    return block.forward(store, new NDList(x), training).singletonOrThrow();
  }

  /** Stops or resumes the flow of gradients into the weights; they still flow through. */
  public void freeze(boolean frozen) {
    block.freezeParameters(frozen);
  }

  /**
   * Moves the weights by the gradients of the last backward pass, and clears those.
   *
   * @param optimizer serves this network alone: it keeps its moments by the weights' places
   */
  public void update(Optimizer optimizer) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      NDArray weight = parameter.getValue().getArray();
      try (NDArray gradient = weight.getGradient()) {
        optimizer.update(parameter.getKey(), weight, gradient);
      }
    }
  }

  /** The weights as they are now, first layer first. */
  public List<Layer> weights() {
    List<Layer> weights = new ArrayList<>();
    for (Linear linear : layers) {
      NDArray weight = linear.getParameters().get("weight").getArray();
      NDArray bias = linear.getParameters().get("bias").getArray();
      weights.add(
          new Layer(
              (int) weight.getShape().get(1),
              (int) weight.getShape().get(0),
              weight.toFloatArray(),
              bias.toFloatArray()));
    }
    return weights;
  }
}
