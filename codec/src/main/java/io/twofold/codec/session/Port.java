package io.twofold.codec.session;

import java.util.Arrays;

/**
 * An input or output of a graph: float32, with a batch dimension first.
 *
 * @param name its name in the graph
 * @param itemShape its shape without the batch dimension
 */
public record Port(String name, long[] itemShape) {

  /** Values in one item. */
  public int itemSize() {
    return (int) Arrays.stream(itemShape).reduce(1, Math::multiplyExact);
  }

  /** The shape of a batch; -1 for one of any size. */
  long[] shape(long count) {
    long[] shape = new long[itemShape.length + 1];
    shape[0] = count;
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    return shape;
  }
}
