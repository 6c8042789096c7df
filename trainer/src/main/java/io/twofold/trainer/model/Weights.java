package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.XavierInitializer;

/** Arrays that learn. */
final class Weights {

  private Weights() {}

  /**
   * Fresh weights (Glorot and Bengio, 2010) that gradients flow into.
   *
   * @param shape [out, in, …]
   */
  static NDArray xavier(NDManager manager, long... shape) {
    NDArray weights =
        new XavierInitializer().initialize(manager, new Shape(shape), DataType.FLOAT32);
    weights.setRequiresGradient(true);
    return weights;
  }

  /** Zeros that gradients flow into. */
  static NDArray zeros(NDManager manager, long... shape) {
    NDArray zeros = manager.zeros(new Shape(shape));
    zeros.setRequiresGradient(true);
    return zeros;
  }

  /** Replaces the values of an array where the engine keeps them. */
  static void write(NDArray array, float[] values) {
    if (values.length != array.size()) {
      throw new IllegalArgumentException(
          "an array of %s cannot take %d values".formatted(array.getShape(), values.length));
    }
    array.toByteBuffer(true).asFloatBuffer().put(values);
  }
}
