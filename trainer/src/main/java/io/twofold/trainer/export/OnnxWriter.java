package io.twofold.trainer.export;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.twofold.codec.bundle.Float32;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds one ONNX graph node by node. Each operator is checked against its arity before it is
 * emitted; values are named after the node that makes them.
 */
final class OnnxWriter {

  /** Understood by every ONNX Runtime of the last years, and enough for these networks. */
  static final int IR_VERSION = 8;

  static final int OPSET = 17;

  /** The name of the dynamic first dimension. */
  static final String BATCH = "batch";

  private final GraphProto.Builder graph;
  private final Set<String> names;
  private final String prefix;

  /** An empty graph of this name. */
  OnnxWriter(String name) {
    this(GraphProto.newBuilder().setName(name), new HashSet<>(), "");
  }

  private OnnxWriter(GraphProto.Builder graph, Set<String> names, String prefix) {
    this.graph = graph;
    this.names = names;
    this.prefix = prefix;
  }

  /**
   * A writer into the same graph that puts {@code name/} before each name that it is given, so that
   * one network can be written twice. Values of either writer can be read by the other's nodes.
   */
  OnnxWriter scope(String name) {
    return new OnnxWriter(graph, names, prefix + name + "/");
  }

  /** Declares an input of float32 [batch, itemShape]. */
  String input(String name, long... itemShape) {
    String value = unique(name);
    graph.addInput(port(value, itemShape));
    return value;
  }

  /** Declares that a value is an output of float32 [batch, itemShape]. */
  void output(String value, long... itemShape) {
    graph.addOutput(port(value, itemShape));
  }

  /**
   * Adds a node.
   *
   * @param output the name of the value that it makes
   * @param inputs values that it reads, in the operator's order
   * @return the value that it makes
   * @throws IllegalArgumentException where the operator takes more or fewer inputs, or the name is
   *     taken
   */
  String node(Operator operator, String output, List<String> inputs, AttributeProto... attributes) {
    operator.requireArity(inputs);
    String value = unique(output);
    graph.addNode(
        NodeProto.newBuilder()
            .setName("make_" + value)
            .setOpType(operator.onnxName())
            .addAllInput(inputs)
            .addOutput(value)
            .addAllAttribute(List.of(attributes)));
    return value;
  }

  /** Adds a node that cuts the second axis into two equal halves; returns both. */
  List<String> halves(String output, String input, int half) {
    String first = unique(output + "_a");
    String second = unique(output + "_b");
    graph.addNode(
        NodeProto.newBuilder()
            .setName("make_" + first)
            .setOpType(Operator.SPLIT.onnxName())
            .addInput(input)
            .addInput(constant(output + "_sizes", List.of((long) half, (long) half)))
            .addOutput(first)
            .addOutput(second)
            .addAttribute(attribute("axis", 1)));
    return List.of(first, second);
  }

  /** Adds a float32 constant; no dimensions make it a scalar. */
  String constant(String name, float[] values, long... shape) {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "%s of shape %s cannot hold %d values"
              .formatted(name, Arrays.toString(shape), values.length));
    }
    String value = unique(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(value)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(Float32.toBytes(values));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
    return value;
  }

  /** Adds an int64 constant with one dimension. */
  String constant(String name, List<Long> values) {
    String value = unique(name);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(value)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.size())
            .addAllInt64Data(values));
    return value;
  }

  /**
   * Adds the part {@code from} (inclusive) to {@code to} (exclusive) of a value along an axis.
   *
   * @return the part
   */
  String slice(String output, String input, int axis, long from, long to) {
    return node(
        Operator.SLICE,
        output,
        List.of(
            input,
            constant(output + "_from", List.of(from)),
            constant(output + "_to", List.of(to)),
            constant(output + "_axis", List.of((long) axis))));
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** The whole model's bytes; equal graphs and metadata give equal bytes. */
  byte[] toBytes(Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setProducerName("twofold")
            .setGraph(graph);
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private String unique(String name) {
    String value = prefix + name;
    if (!names.add(value)) {
      throw new IllegalArgumentException(
          "the graph %s has two values named '%s'".formatted(graph.getName(), value));
    }
    return value;
  }

  private static ValueInfoProto port(String name, long... itemShape) {
    OnnxMl.TensorShapeProto.Builder shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (long dimension : itemShape) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
