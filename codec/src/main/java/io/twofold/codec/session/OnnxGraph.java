package io.twofold.codec.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * One ONNX graph in ONNX Runtime: float32 inputs and one float32 output, each with a batch
 * dimension first.
 *
 * <p>Each run uses one intra-op thread; parallelism comes from callers. Inputs and outputs pass
 * through direct buffers that are kept for the next run.
 *
 * <p>A graph must not be closed while it runs; {@link UseCount} sees to that.
 */
public final class OnnxGraph implements AutoCloseable {

  /** The most images in one run of the session; longer inputs are run in pieces. */
  static final int MAX_BATCH = 256;

  /** The most values in one direct buffer, which rounds up to a power of two of items. */
  private static final int MAX_BUFFER_VALUES = 1 << 26;

  /** Buffer sets kept between runs; more runs at once than this make their own. */
  private static final int KEPT_BUFFERS = Runtime.getRuntime().availableProcessors() + 1;

  /**
   * An input or output.
   *
   * @param name its name in the graph
   * @param itemShape its shape without the batch dimension
   */
  public record Port(String name, long[] itemShape) {
    int itemSize() {
      return (int) Arrays.stream(itemShape).reduce(1, Math::multiplyExact);
    }

    long[] shape(long count) {
      long[] shape = new long[itemShape.length + 1];
      shape[0] = count;
      System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
      return shape;
    }
  }

  /** ONNX Runtime refused a graph, or the graph is not what it was said to be. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }

    RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final OrtSession session;
  private final OrtSession.SessionOptions options;
  private final List<Port> inputs;
  private final Port output;
  private final ArrayBlockingQueue<PinnedBuffers> idle = new ArrayBlockingQueue<>(KEPT_BUFFERS);

  private OnnxGraph(
      OrtSession session, OrtSession.SessionOptions options, List<Port> inputs, Port output) {
    this.session = session;
    this.options = options;
    this.inputs = inputs;
    this.output = output;
  }

  /**
   * Opens a graph.
   *
   * @param name what to call it in messages
   * @param model the ONNX file's bytes
   * @param inputs the inputs that it must have, in the order in which {@link #run} takes them
   * @param output the output that it must have
   * @throws RefusedException where ONNX Runtime refuses the bytes, or the graph has other ports
   */
  public static OnnxGraph open(String name, byte[] model, List<Port> inputs, Port output)
      throws RefusedException {
    OrtEnvironment environment = OnnxEnvironment.get();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(model, options);
      try {
        requirePorts(name, "input", session.getInputInfo(), inputs);
        requirePorts(name, "output", session.getOutputInfo(), List.of(output));
      } catch (OrtException | RefusedException e) {
        session.close();
        throw e;
      }
      return new OnnxGraph(session, options, List.copyOf(inputs), output);
    } catch (OrtException e) {
      options.close();
      throw new RefusedException(name + " was refused by ONNX Runtime: " + e.getMessage(), e);
    } catch (RefusedException e) {
      options.close();
      throw e;
    }
  }

  /**
   * Runs the graph.
   *
   * @param count items in the batch
   * @param values for each input, count × its item size
   * @return count × the output's item size
   * @throws IllegalStateException where ONNX Runtime fails
   */
  public float[] run(int count, float[]... values) {
    if (values.length != inputs.size()) {
      throw new IllegalArgumentException(
          "%d inputs are needed, not %d".formatted(inputs.size(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != Math.multiplyExact(count, inputs.get(i).itemSize())) {
        throw new IllegalArgumentException(
            "input %s needs %d x %d values, not %d"
                .formatted(
                    inputs.get(i).name(), count, inputs.get(i).itemSize(), values[i].length));
      }
    }
    float[] result = new float[Math.multiplyExact(count, output.itemSize())];
    int most = mostAtOnce();
    try {
      for (int done = 0; done < count; ) {
        int batch = Math.min(most, count - done);
        PinnedBuffers buffers = borrow(batch);
        buffers.run(session, batch, done, values, result);
        idle.offer(buffers);
        done += batch;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to run: " + e.getMessage(), e);
    }
    return result;
  }

  /** Frees native memory. */
  @Override
  public void close() {
    idle.clear();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close a session", e);
    } finally {
      options.close();
    }
  }

  /**
   * Items in one run: {@link #MAX_BATCH}, or fewer where items are so large that buffers are not.
   */
  private int mostAtOnce() {
    int largest = inputs.stream().mapToInt(Port::itemSize).max().orElse(1);
    return Math.max(
        1, Math.min(MAX_BATCH, MAX_BUFFER_VALUES / Math.max(largest, output.itemSize())));
  }

  private PinnedBuffers borrow(int batch) {
    PinnedBuffers buffers = idle.poll();
    return buffers != null && buffers.capacity() >= batch
        ? buffers
        : PinnedBuffers.allocate(inputs, output, batch);
  }

  private static void requirePorts(
      String graph, String kind, Map<String, NodeInfo> actual, List<Port> expected)
      throws RefusedException {
    List<String> names = expected.stream().map(Port::name).sorted().toList();
    List<String> found = actual.keySet().stream().sorted().toList();
    if (!found.equals(names)) {
      throw new RefusedException(
          "%s must have the %ss %s, not %s".formatted(graph, kind, names, found));
    }
    for (Port port : expected) {
      NodeInfo node = actual.get(port.name());
      if (node == null
          || !(node.getInfo() instanceof TensorInfo info)
          || info.type != OnnxJavaType.FLOAT
          || !Arrays.equals(info.getShape(), port.shape(-1))) {
        throw new RefusedException(
            "%s: %s '%s' must be float32 of shape %s with a dynamic batch, not %s"
                .formatted(
                    graph,
                    kind,
                    port.name(),
                    Arrays.toString(port.shape(-1)),
                    node == null ? "absent" : node.getInfo()));
      }
    }
  }
}
