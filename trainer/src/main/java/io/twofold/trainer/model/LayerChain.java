package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A network of layers, each of which reads what the one before it made. */
final class LayerChain implements Network {

  private final int in;
  private final int out;
  private final Map<String, Layer> layers;

  /**
   * A chain.
   *
   * @param layers by name, in order
   */
  LayerChain(int in, int out, Map<String, Layer> layers) {
    this.in = in;
    this.out = out;
    this.layers = new LinkedHashMap<>(layers);
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
    NDArray value = x;
    for (Layer layer : layers.values()) {
      value = layer.forward(value, training);
    }
    return value;
  }

  @Override
  public void freeze(boolean frozen) {
    layers.values().forEach(layer -> layer.freeze(frozen));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return arrays(Layer::parameters);
  }

  @Override
  public Map<String, NDArray> statistics() {
    return arrays(Layer::statistics);
  }

  @Override
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    layers.values().forEach(layer -> operations.addAll(layer.operations()));
    return operations;
  }

  private Map<String, NDArray> arrays(Function<Layer, Map<String, NDArray>> kind) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    layers.forEach(
        (layer, content) ->
            kind.apply(content).forEach((name, array) -> arrays.put(layer + "." + name, array)));
    return arrays;
  }
}
