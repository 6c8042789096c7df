package io.twofold.codec.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Direct buffers for the inputs and the output of one run at a time. */
final class PinnedBuffers {

  private final List<OnnxGraph.Port> inputs;
  private final OnnxGraph.Port output;
  private final int capacity;
  private final List<FloatBuffer> inputBuffers = new ArrayList<>();
  private final FloatBuffer outputBuffer;

  private PinnedBuffers(List<OnnxGraph.Port> inputs, OnnxGraph.Port output, int capacity) {
    this.inputs = inputs;
    this.output = output;
    this.capacity = capacity;
    for (OnnxGraph.Port input : inputs) {
      inputBuffers.add(direct(capacity * input.itemSize()));
    }
    outputBuffer = direct(capacity * output.itemSize());
  }

  /** Buffers for at least {@code batch} items, rounded up to a power of two. */
  static PinnedBuffers allocate(List<OnnxGraph.Port> inputs, OnnxGraph.Port output, int batch) {
    int capacity = Integer.highestOneBit(Math.max(1, batch - 1)) << (batch > 1 ? 1 : 0);
    return new PinnedBuffers(inputs, output, capacity);
  }

  /** The most items that fit. */
  int capacity() {
    return capacity;
  }

  /**
   * Runs items {@code from} to {@code from + batch} of {@code values} into the same place of {@code
   * result}.
   */
  void run(OrtSession session, int batch, int from, float[][] values, float[] result)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    OnnxTensor pinned = null;
    try {
      for (int i = 0; i < inputs.size(); i++) {
        OnnxGraph.Port port = inputs.get(i);
        int size = port.itemSize();
        FloatBuffer buffer = inputBuffers.get(i);
        buffer.clear().put(values[i], from * size, batch * size).flip();
        tensors.put(port.name(), tensor(buffer, port.shape(batch)));
      }
      int size = output.itemSize();
      outputBuffer.clear().limit(batch * size);
      pinned = tensor(outputBuffer, output.shape(batch));
      session.run(tensors, Set.of(), Map.of(output.name(), pinned)).close();
      outputBuffer.get(0, result, from * size, batch * size);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      if (pinned != null) {
        pinned.close();
      }
    }
  }

  private static OnnxTensor tensor(FloatBuffer buffer, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxEnvironment.get(), buffer, shape);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
