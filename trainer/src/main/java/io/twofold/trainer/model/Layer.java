package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/** One step of a {@link LayerChain}. The names of its arrays are unique within the layer. */
interface Layer {

  /** As {@link Network#forward}. */
  NDArray forward(NDArray x, boolean training);

  /** As {@link Network#freeze}. */
  default void freeze(boolean frozen) {
    parameters().values().forEach(parameter -> parameter.setRequiresGradient(!frozen));
  }

  /** As {@link Network#parameters}. */
  default Map<String, NDArray> parameters() {
    return Map.of();
  }

  /** As {@link Network#statistics}. */
  default Map<String, NDArray> statistics() {
    return Map.of();
  }

  /** As {@link Network#operations}. */
  List<Operation> operations();

  /** max(x, 0). */
  record Relu() implements Layer {
    @Override
    public NDArray forward(NDArray x, boolean training) {
      return x.getNDArrayInternal().relu();
    }

    @Override
    public List<Operation> operations() {
      return List.of(new Operation.Relu());
    }
  }

  /**
   * Leaves values out while training, and scales the others up.
   *
   * @param rate the share of values that is left out
   */
  record Dropout(float rate) implements Layer {
    @Override
    public NDArray forward(NDArray x, boolean training) {
      return rate == 0 ? x : ai.djl.nn.norm.Dropout.dropout(x, rate, training).singletonOrThrow();
    }

    @Override
    public List<Operation> operations() {
      return List.of();
    }
  }

  /**
   * [batch, size] → [batch, channels, height, width].
   *
   * @param map one item of the output
   */
  record ToMap(FeatureMap map) implements Layer {
    @Override
    public NDArray forward(NDArray x, boolean training) {
      return x.reshape(new Shape(-1, map.channels(), map.height(), map.width()));
    }

    @Override
    public List<Operation> operations() {
      return List.of(new Operation.ToMap(map));
    }
  }

  /**
   * [batch, channels, height, width] → [batch, size].
   *
   * @param map one item of the input
   */
  record ToVector(FeatureMap map) implements Layer {
    @Override
    public NDArray forward(NDArray x, boolean training) {
      return x.reshape(new Shape(-1, map.size()));
    }

    @Override
    public List<Operation> operations() {
      return List.of(new Operation.ToVector(map));
    }
  }
}
