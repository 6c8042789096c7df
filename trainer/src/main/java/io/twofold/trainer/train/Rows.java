package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Rows of a table that lies outside of the engine. */
final class Rows {

  private Rows() {}

  /**
   * Float32 [count, width] of the rows at these places.
   *
   * @param table [rows, width]
   */
  static NDArray of(NDManager manager, float[] table, int width, int[] indices) {
    float[] rows = new float[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(table, indices[i] * width, rows, i * width, width);
    }
    return manager.create(rows, new Shape(indices.length, width)).duplicate();
  }
}
