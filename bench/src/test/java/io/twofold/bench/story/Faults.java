package io.twofold.bench.story;

import ai.onnx.proto.OnnxMl;
import io.twofold.codec.TinyGraphs;
import io.twofold.codec.bundle.Float32;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with a graph whose ports are right. */
final class Faults {

  private static final String BEFORE = "story_before";
  private static final int WIDTH = 1024;

  private Faults() {}

  /** A decoder whose images are the negatives of what they should be. */
  static OnnxMl.GraphProto negative(OnnxMl.GraphProto decoder) {
    return renamed(decoder, "x_hat")
        .addInitializer(floats("story_one", new float[] {1}, 1))
        .addNode(TinyGraphs.node("Sub", List.of("story_one", BEFORE), "x_hat"))
        .build();
  }

  /** A decoder that multiplies large matrices for nothing. */
  static UnaryOperator<OnnxMl.GraphProto> slow(int dimS, int products) {
    return decoder -> {
      float[] wide = new float[dimS * WIDTH];
      Arrays.fill(wide, 1e-3f);
      float[] square = new float[WIDTH * WIDTH];
      Arrays.fill(square, 1f / WIDTH);
      OnnxMl.GraphProto.Builder graph =
          renamed(decoder, "x_hat")
              .addInitializer(floats("story_wide", wide, dimS, WIDTH))
              .addInitializer(floats("story_square", square, WIDTH, WIDTH))
              .addInitializer(floats("story_zero", new float[WIDTH], WIDTH, 1))
              .addInitializer(ints("story_shape", -1, 1, 1, 1))
              .addNode(TinyGraphs.node("MatMul", List.of("s", "story_wide"), "story_0"));
      for (int i = 0; i < products; i++) {
        graph.addNode(
            TinyGraphs.node("MatMul", List.of("story_" + i, "story_square"), "story_" + (i + 1)));
      }
      return graph
          .addNode(
              TinyGraphs.node("MatMul", List.of("story_" + products, "story_zero"), "story_flat"))
          .addNode(
              TinyGraphs.node("Reshape", List.of("story_flat", "story_shape"), "story_nothing"))
          .addNode(TinyGraphs.node("Add", List.of(BEFORE, "story_nothing"), "x_hat"))
          .build();
    };
  }

  /**
   * An encoder whose z is NaN for images that are brighter than a threshold.
   *
   * @param threshold of the mean, from 0 to 1
   * @param size values in one image
   */
  static UnaryOperator<OnnxMl.GraphProto> nanWhereBright(float threshold, int size) {
    return encoder -> {
      float[] mean = new float[size];
      Arrays.fill(mean, 1f / size);
      return renamed(encoder, "z")
          .addInitializer(ints("story_flat_shape", -1, size))
          .addInitializer(floats("story_mean", mean, size, 1))
          .addInitializer(floats("story_threshold", new float[] {threshold}, 1))
          .addInitializer(floats("story_zero", new float[] {0}, 1))
          .addNode(TinyGraphs.node("Reshape", List.of("x", "story_flat_shape"), "story_flat"))
          .addNode(TinyGraphs.node("MatMul", List.of("story_flat", "story_mean"), "story_bright"))
          .addNode(TinyGraphs.node("Sub", List.of("story_threshold", "story_bright"), "story_room"))
          .addNode(TinyGraphs.node("Log", List.of("story_room"), "story_log"))
          .addNode(TinyGraphs.node("Mul", List.of("story_log", "story_zero"), "story_nothing"))
          .addNode(TinyGraphs.node("Add", List.of(BEFORE, "story_nothing"), "z"))
          .build();
    };
  }

  /** The graph with another name for what makes an output. */
  private static OnnxMl.GraphProto.Builder renamed(OnnxMl.GraphProto graph, String output) {
    OnnxMl.GraphProto.Builder next = graph.toBuilder().clearNode();
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      OnnxMl.NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < copy.getOutputCount(); i++) {
        if (copy.getOutput(i).equals(output)) {
          copy.setOutput(i, BEFORE);
        }
      }
      for (int i = 0; i < copy.getInputCount(); i++) {
        if (copy.getInput(i).equals(output)) {
          copy.setInput(i, BEFORE);
        }
      }
      next.addNode(copy);
    }
    return next;
  }

  private static OnnxMl.TensorProto floats(String name, float[] values, long... dims) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setRawData(Float32.toBytes(values));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }

  private static OnnxMl.TensorProto ints(String name, long... values) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .addDims(values.length)
            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber());
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }
}
