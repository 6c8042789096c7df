package io.twofold.codec.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for the inputs and outputs of one batch: write rows, run, read rows. ONNX Runtime
 * reads and writes them where they lie; its tensors over them are made once for each batch size.
 *
 * <p>For one thread at a time. A batch is borrowed from its graph and given back by closing it.
 */
public final class PinnedBatch implements AutoCloseable {

  /** ONNX Runtime's view of the buffers for one batch size. */
  private record Tensors(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  private final OnnxGraph graph;
  private final OrtSession session;
  private final FloatBuffer[] inputs;
  private final FloatBuffer[] outputs;
  private final int[] inputSizes;
  private final int[] outputSizes;
  private final float[] item;

  /** By batch size. */
  private final @Nullable Tensors[] tensors;

  PinnedBatch(OnnxGraph graph, OrtSession session, int capacity) {
    this.graph = graph;
    this.session = session;
    this.inputs = buffers(graph.inputs(), capacity);
    this.outputs = buffers(graph.outputs(), capacity);
    this.inputSizes = sizes(graph.inputs());
    this.outputSizes = sizes(graph.outputs());
    this.item =
        new float
            [IntStream.concat(IntStream.of(inputSizes), IntStream.of(outputSizes))
                .max()
                .orElseThrow()];
    this.tensors = new Tensors[capacity + 1];
  }

  /** The most items that fit. */
  public int capacity() {
    return tensors.length - 1;
  }

  /** Room on the heap for one item of any port: what {@link #write} and {@link #read} move. */
  public float[] item() {
    return item;
  }

  /** Copies {@link #item} into a row of an input. */
  public void write(int port, int row) {
    int size = inputSizes[port];
    inputs[port].put(row * size, item, 0, size);
  }

  /** Copies a row of an output into {@link #item}. */
  public void read(int port, int row) {
    int size = outputSizes[port];
    outputs[port].get(row * size, item, 0, size);
  }

  /** An input's values, items back to back: capacity × its item size. */
  public FloatBuffer input(int index) {
    return inputs[index];
  }

  /** An output's values after a run, items back to back: capacity × its item size. */
  public FloatBuffer output(int index) {
    return outputs[index];
  }

  /**
   * Runs the graph over the first items of the inputs, into the first items of the outputs.
   *
   * @param items from 1 to {@link #capacity}
   * @throws IllegalStateException where ONNX Runtime fails
   */
  public void run(int items) {
    try {
      Tensors views = tensors[items];
      if (views == null) {
        views =
            new Tensors(
                views(graph.inputs(), inputs, items), views(graph.outputs(), outputs, items));
        tensors[items] = views;
      }
      session.run(views.inputs(), Set.of(), views.outputs()).close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to run: " + e.getMessage(), e);
    }
  }

  /** Gives the buffers back to the graph. */
  @Override
  public void close() {
    graph.giveBack(this);
  }

  void free() {
    for (Tensors views : tensors) {
      if (views != null) {
        views.close();
      }
    }
  }

  private static Map<String, OnnxTensor> views(List<Port> ports, FloatBuffer[] buffers, int items)
      throws OrtException {
    Map<String, OnnxTensor> views = new HashMap<>();
    for (int i = 0; i < buffers.length; i++) {
      Port port = ports.get(i);
      FloatBuffer view = buffers[i].duplicate().clear().limit(items * port.itemSize());
      OnnxTensor tensor = OnnxTensor.createTensor(OnnxEnvironment.get(), view, port.shape(items));
      views.put(port.name(), tensor);
    }
    return Map.copyOf(views);
  }

  private static int[] sizes(List<Port> ports) {
    return ports.stream().mapToInt(Port::itemSize).toArray();
  }

  private static FloatBuffer[] buffers(List<Port> ports, int capacity) {
    return ports.stream()
        .map(port -> direct(Math.multiplyExact(capacity, port.itemSize())))
        .toArray(FloatBuffer[]::new);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
