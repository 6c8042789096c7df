package io.twofold.trainer.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A list of parameters as one flat row of values, read and written where the engine keeps them.
 *
 * <p>The engine's memory is looked up anew for each use: what replaces a parameter's storage (as
 * {@link NDArray#set} does) cannot leave a stale view behind.
 */
public final class ParameterBuffers implements Checkpointed {

  /** Values that are worked on at a time: few enough for a core's first cache. */
  private static final int BLOCK = 1024;

  /** Computes new weights of a part of the row. */
  interface Update {
    /**
     * Moves weights by their gradients.
     *
     * @param weights the first {@code count} are changed in place
     * @param gradients of those weights
     * @param offset the place of the first one in the row
     */
    void apply(float[] weights, float[] gradients, int count, int offset);
  }

  private final List<NDArray> parameters;
  private final int size;
  private final float[] weights = new float[BLOCK];
  private final float[] gradients = new float[BLOCK];
  private final float[] zeros = new float[BLOCK];

  /**
   * @param parameters float32 arrays; their order is the order in the row
   */
  public ParameterBuffers(List<NDArray> parameters) {
    this.parameters = List.copyOf(parameters);
    long values = 0;
    for (NDArray parameter : parameters) {
      if (parameter.getDataType() != DataType.FLOAT32) {
        throw new IllegalArgumentException(
            "parameters must be float32, not " + parameter.getDataType());
      }
      values += parameter.size();
    }
    this.size = Math.toIntExact(values);
  }

  /** Values in the row. */
  public int size() {
    return size;
  }

  /** The values as they are now. */
  public float[] get() {
    float[] values = new float[size];
    int offset = 0;
    for (NDArray parameter : parameters) {
      FloatBuffer memory = memory(parameter);
      memory.get(values, offset, memory.remaining());
      offset += (int) parameter.size();
    }
    return values;
  }

  /**
   * Replaces the values.
   *
   * @param values as many as {@link #size}
   */
  public void set(float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "%d parameters cannot take %d values".formatted(size, values.length));
    }
    int offset = 0;
    for (NDArray parameter : parameters) {
      memory(parameter).put(values, offset, (int) parameter.size());
      offset += (int) parameter.size();
    }
  }

  @Override
  public void save(CheckpointWriter out) {
    out.put("weights", get());
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    set(in.floats("weights", size));
  }

  /** The Euclidean length of all gradients together. */
  double gradientNorm() {
    double squares = 0;
    for (NDArray parameter : parameters) {
      try (NDArray gradient = parameter.getGradient()) {
        FloatBuffer memory = memory(gradient);
        int values = memory.remaining();
        for (int from = 0; from < values; from += BLOCK) {
          int count = Math.min(BLOCK, values - from);
          memory.get(from, gradients, 0, count);
          for (int i = 0; i < count; i++) {
            squares += (double) gradients[i] * gradients[i];
          }
        }
      }
    }
    return Math.sqrt(squares);
  }

  /** Moves every parameter by its gradient, and clears the gradients. */
  void update(Update update) {
    int offset = 0;
    for (NDArray parameter : parameters) {
      try (NDArray gradient = parameter.getGradient()) {
        update(update, memory(parameter), memory(gradient), offset);
      }
      offset += (int) parameter.size();
    }
  }

  private void update(Update update, FloatBuffer weight, FloatBuffer gradient, int offset) {
    int values = weight.remaining();
    for (int from = 0; from < values; from += BLOCK) {
      int count = Math.min(BLOCK, values - from);
      weight.get(from, weights, 0, count);
      gradient.get(from, gradients, 0, count);
      update.apply(weights, gradients, count, offset + from);
      weight.put(from, weights, 0, count);
      gradient.put(from, zeros, 0, count);
    }
  }

  private static FloatBuffer memory(NDArray array) {
    return array.toByteBuffer(true).asFloatBuffer();
  }
}
