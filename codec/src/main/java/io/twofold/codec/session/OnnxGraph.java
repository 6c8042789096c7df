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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One ONNX graph in ONNX Runtime: float32 inputs and outputs, each with a batch dimension first.
 *
 * <p>Each run uses one intra-op thread; parallelism comes from callers. Inputs and outputs pass
 * through {@link PinnedBatch}es, which are kept for the next run.
 *
 * <p>INVARIANT: the session is freed once, after {@link #close} and the return of the last batch.
 */
public final class OnnxGraph implements AutoCloseable {

  /** The most items in one run: larger batches cost a server no less an item. */
  private static final int MOST_ITEMS = 64;

  /** The most bytes in the buffers of a batch, unless one item alone needs more. */
  private static final long MOST_BYTES = 16L << 20;

  /** Batches kept between runs; more runs at once than this make their own. */
  private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors() + 1;

  private final OrtSession session;
  private final OrtSession.SessionOptions options;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final int capacity;
  private final ConcurrentLinkedQueue<PinnedBatch> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger idleCount = new AtomicInteger();
  private final UseCount uses = new UseCount(this::free);

  private OnnxGraph(
      OrtSession session,
      OrtSession.SessionOptions options,
      List<Port> inputs,
      List<Port> outputs) {
    this.session = session;
    this.options = options;
    this.inputs = inputs;
    this.outputs = outputs;
    this.capacity = capacity(MOST_ITEMS, inputs, outputs);
  }

  /**
   * Opens a graph.
   *
   * @param name what to call it in messages
   * @param model the ONNX file's bytes
   * @param inputs the inputs that it must have, in the order in which a batch has them
   * @param outputs the outputs that it must have, in the order in which a batch has them
   * @throws GraphException where ONNX Runtime refuses the bytes, or the graph has other ports
   */
  public static OnnxGraph open(String name, byte[] model, List<Port> inputs, List<Port> outputs)
      throws GraphException {
    OrtEnvironment environment = OnnxEnvironment.get();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(model, options);
      try {
        requirePorts(name, "input", session.getInputInfo(), inputs);
        requirePorts(name, "output", session.getOutputInfo(), outputs);
      } catch (OrtException | GraphException e) {
        session.close();
        throw e;
      }
      return new OnnxGraph(session, options, List.copyOf(inputs), List.copyOf(outputs));
    } catch (OrtException e) {
      options.close();
      throw new GraphException(name + " was refused by ONNX Runtime: " + e.getMessage(), e);
    } catch (GraphException e) {
      options.close();
      throw e;
    }
  }

  /** The inputs, in the order in which a batch has them. */
  public List<Port> inputs() {
    return inputs;
  }

  /** The outputs, in the order in which a batch has them. */
  public List<Port> outputs() {
    return outputs;
  }

  /** The most items in one batch: {@value #MOST_ITEMS}, or fewer where items are large. */
  public int capacity() {
    return capacity;
  }

  /**
   * Buffers for one batch, for one thread at a time. Closing them gives them back; until then the
   * graph stays open.
   *
   * @throws IllegalStateException where the graph was closed
   */
  public PinnedBatch borrow() {
    PinnedBatch batch = tryBorrow();
    if (batch == null) {
      throw new IllegalStateException("closed");
    }
    return batch;
  }

  /** As {@link #borrow}, or null where the graph was closed. */
  public @Nullable PinnedBatch tryBorrow() {
    if (!uses.tryAcquire()) {
      return null;
    }
    PinnedBatch batch = idle.poll();
    if (batch != null) {
      idleCount.decrementAndGet();
      return batch;
    }
    return acquired(capacity);
  }

  /**
   * Buffers for batches of another size than {@link #capacity}, as in {@link #borrow}; they are
   * freed when they are closed, so they are for callers who keep them for many runs.
   *
   * @param items the most items in one batch; fewer where items are large
   */
  public PinnedBatch borrow(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("a batch has at least 1 item, not " + items);
    }
    if (!uses.tryAcquire()) {
      throw new IllegalStateException("closed");
    }
    return acquired(capacity(items, inputs, outputs));
  }

  private PinnedBatch acquired(int items) {
    try {
      return new PinnedBatch(this, session, items);
    } catch (RuntimeException | Error e) {
      uses.release();
      throw e;
    }
  }

  void giveBack(PinnedBatch batch) {
    if (batch.capacity() == capacity && idleCount.get() < KEPT) {
      idleCount.incrementAndGet();
      idle.offer(batch);
    } else {
      batch.free();
    }
    uses.release();
  }

  /**
   * Runs any number of items, a batch after the other.
   *
   * @param count items
   * @param values for each input, count × its item size
   * @return for each output, count × its item size
   * @throws IllegalStateException where ONNX Runtime fails, or the graph was closed
   */
  public float[][] run(int count, float[]... values) {
    if (values.length != inputs.size()) {
      throw new IllegalArgumentException(
          "%d inputs are needed, not %d".formatted(inputs.size(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      Port port = inputs.get(i);
      if (values[i].length != Math.multiplyExact(count, port.itemSize())) {
        throw new IllegalArgumentException(
            "input %s needs %d x %d values, not %d"
                .formatted(port.name(), count, port.itemSize(), values[i].length));
      }
    }
    float[][] results = new float[outputs.size()][];
    Arrays.setAll(results, i -> new float[Math.multiplyExact(count, outputs.get(i).itemSize())]);
    try (PinnedBatch batch = borrow()) {
      for (int done = 0; done < count; ) {
        int items = Math.min(capacity, count - done);
        for (int i = 0; i < values.length; i++) {
          int size = inputs.get(i).itemSize();
          batch.input(i).put(0, values[i], done * size, items * size);
        }
        batch.run(items);
        for (int i = 0; i < results.length; i++) {
          int size = outputs.get(i).itemSize();
          batch.output(i).get(0, results[i], done * size, items * size);
        }
        done += items;
      }
    }
    return results;
  }

  /** Frees native memory as soon as no batch is borrowed; later runs fail. */
  @Override
  public void close() {
    uses.close();
  }

  private void free() {
    for (PinnedBatch batch = idle.poll(); batch != null; batch = idle.poll()) {
      batch.free();
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close a session", e);
    } finally {
      options.close();
    }
  }

  private static int capacity(int items, List<Port> inputs, List<Port> outputs) {
    long itemBytes =
        Stream.concat(inputs.stream(), outputs.stream())
            .mapToLong(port -> (long) port.itemSize() * Float.BYTES)
            .sum();
    return (int) Math.max(1, Math.min(items, MOST_BYTES / itemBytes));
  }

  private static void requirePorts(
      String graph, String kind, Map<String, NodeInfo> actual, List<Port> expected)
      throws GraphException {
    List<String> names = expected.stream().map(Port::name).sorted().toList();
    List<String> found = actual.keySet().stream().sorted().toList();
    if (!found.equals(names)) {
      throw new GraphException(
          "%s must have the %ss %s, not %s".formatted(graph, kind, names, found));
    }
    for (Port port : expected) {
      NodeInfo node = actual.get(port.name());
      if (node == null
          || !(node.getInfo() instanceof TensorInfo info)
          || info.type != OnnxJavaType.FLOAT
          || !Arrays.equals(info.getShape(), port.shape(-1))) {
        throw new GraphException(
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
