package io.twofold.trainer.export;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.twofold.codec.bundle.Float32;
import java.util.List;
import java.util.Map;
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

  /** The operators in use, and how many inputs each takes. */
  enum Operator {
    CONCAT("Concat", 2),
    FLATTEN("Flatten", 1),
    GEMM("Gemm", 3),
    RELU("Relu", 1),
    RESHAPE("Reshape", 2),
    SIGMOID("Sigmoid", 1);

    private final String onnxName;
    private final int arity;

    Operator(String onnxName, int arity) {
      this.onnxName = onnxName;
      this.arity = arity;
    }
  }

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  OnnxWriter(String name) {
    graph.setName(name);
  }

  /** Declares an input of float32 [batch, itemShape]. */
  String input(String name, long... itemShape) {
    graph.addInput(port(name, itemShape));
    return name;
  }

  /** Declares an output of float32 [batch, itemShape]. */
  void output(String name, long... itemShape) {
    graph.addOutput(port(name, itemShape));
  }

  /** Adds a node; returns its output's name. */
  String node(Operator operator, String output, List<String> inputs, AttributeProto... attributes) {
    if (inputs.size() != operator.arity) {
      throw new IllegalArgumentException(
          "%s takes %d inputs, not %s".formatted(operator.onnxName, operator.arity, inputs));
    }
    graph.addNode(
        NodeProto.newBuilder()
            .setName("make_" + output)
            .setOpType(operator.onnxName)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** Adds a float32 constant. */
  String constant(String name, float[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(Float32.toBytes(values));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Adds an int64 constant with one dimension. */
  String constant(String name, List<Long> values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.size())
            .addAllInt64Data(values));
    return name;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
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
