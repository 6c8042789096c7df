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
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A multi-layer perceptron: linear layers with ReLU and dropout between them, and nothing after the
 * last. Without hidden layers it is a linear classifier.
 */
public final class Mlp implements Network {

  private final SequentialBlock block = new SequentialBlock();
  private final List<Linear> layers = new ArrayList<>();
  private final ParameterStore store;
  private final int in;
  private final int out;
  private final float dropout;

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
    this.out = out;
    this.dropout = dropout;
    for (int units : hidden) {
      add(units);
      block.add(Activation.reluBlock());
    }
    add(out);
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, in));
    this.store = new ParameterStore(manager, false);
  }

  /**
   * A perceptron that answers 0 to everything until it has learnt.
   *
   * @see #Mlp
   */
  static Mlp silent(NDManager manager, int in, List<Integer> hidden, int out) {
    Mlp mlp = new Mlp(manager, in, hidden, out, 0);
    NDArray last = mlp.layers.get(hidden.size()).getParameters().get("weight").getArray();
    Weights.write(last, new float[(int) last.size()]);
    return mlp;
  }

  private void add(int units) {
    Linear linear = Linear.builder().setUnits(units).build();
    layers.add(linear);
    block.add(linear);
  }

  @Override
  public int in() {
    return in;
  }

  @Override
  public int out() {
    return out;
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    NDArray value = linear(0, x, training);
    for (int layer = 1; layer < layers.size(); layer++) {
      value = Activation.relu(value);
      if (training) {
        value = DropoutMask.apply(value, dropout);
      }
      value = linear(layer, value, training);
    }
    return value;
  }

  private NDArray linear(int layer, NDArray x, boolean training) {
    return layers.get(layer).forward(store, new NDList(x), training).singletonOrThrow();
  }

  @Override
  public void freeze(boolean frozen) {
    block.freezeParameters(frozen);
  }

  @Override
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      parameters.put(parameter.getKey(), parameter.getValue().getArray());
    }
    return parameters;
  }

  @Override
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Operation.Dense layer : weights()) {
      if (!operations.isEmpty()) {
        operations.add(new Operation.Relu());
      }
      operations.add(layer);
    }
    return operations;
  }

  /** The linear layers as they are now, first layer first. */
  public List<Operation.Dense> weights() {
    List<Operation.Dense> weights = new ArrayList<>();
    for (Linear linear : layers) {
      NDArray weight = linear.getParameters().get("weight").getArray();
      NDArray bias = linear.getParameters().get("bias").getArray();
      weights.add(
          new Operation.Dense(
              (int) weight.getShape().get(1),
              (int) weight.getShape().get(0),
              weight.toFloatArray(),
              bias.toFloatArray()));
    }
    return weights;
  }
}
