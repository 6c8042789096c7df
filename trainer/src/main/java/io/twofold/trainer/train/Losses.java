package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;

/** Reads losses out of the engine. */
final class Losses {

  private Losses() {}

  /**
   * The value of a loss.
   *
   * @throws DivergedException where it is not finite
   */
  static float finite(String name, NDArray loss, int epoch) {
    return DivergedException.requireFinite(name, loss.getFloat(), epoch);
  }
}
