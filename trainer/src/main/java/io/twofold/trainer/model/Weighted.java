package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Products with a number that gradients may flow through.
 *
 * <p>{@code NDArray.mul(Number)} and {@code div(Number)} keep the number in a buffer of the Java
 * heap's collector and let go of it at once, while the engine still needs it for the backward pass:
 * a collection in between scales gradients by whatever lies there then. Here the number lives in
 * the engine's memory.
 */
public final class Weighted {

  private Weighted() {}

  /** factor · x, owned by {@code x}'s manager. */
  public static NDArray by(float factor, NDArray x) {
    return by(factor, x, x.getManager());
  }

  /** factor · x, owned by a manager of one's own choice. */
  public static NDArray by(float factor, NDArray x, NDManager owner) {
    return owner.full(new Shape(), factor).mul(x);
  }
}
