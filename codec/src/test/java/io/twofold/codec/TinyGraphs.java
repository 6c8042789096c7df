package io.twofold.codec;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.ImageShape;
import java.util.List;

/** The ONNX graphs of {@link TinyBundle}. */
public final class TinyGraphs {

  private static final ImageShape SHAPE = TinyBundle.SHAPE;

  private TinyGraphs() {}

  /** An ONNX encoder of one linear layer; {@code weight} is [dim, image size]. */
  public static byte[] encoder(String output, int dim, float[] weight) {
    return model(
        OnnxMl.GraphProto.newBuilder()
            .setName("enc_" + output)
            .addNode(node("Flatten", List.of("x"), "flat"))
            .addNode(gemm("flat", "weight", output))
            .addInitializer(matrix("weight", dim, SHAPE.size(), weight))
            .addInput(port("x", SHAPE.channels(), SHAPE.height(), SHAPE.width()))
            .addOutput(port(output, dim)));
  }

  /** An ONNX decoder of one linear layer and a sigmoid. */
  public static byte[] decoder(float[] weight) {
    OnnxMl.TensorProto shape =
        OnnxMl.TensorProto.newBuilder()
            .setName("shape")
            .addDims(4)
            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
            .addAllInt64Data(
                List.of(-1L, (long) SHAPE.channels(), (long) SHAPE.height(), (long) SHAPE.width()))
            .build();
    return model(
        OnnxMl.GraphProto.newBuilder()
            .setName("dec")
            .addNode(
                node("Concat", List.of("s", "z"), "codes").toBuilder()
                    .addAttribute(integer("axis", 1)))
            .addNode(gemm("codes", "weight", "logits"))
            .addNode(node("Sigmoid", List.of("logits"), "flat"))
            .addNode(node("Reshape", List.of("flat", "shape"), "x_hat"))
            .addInitializer(
                matrix("weight", SHAPE.size(), TinyBundle.DIM_S + TinyBundle.DIM_Z, weight))
            .addInitializer(shape)
            .addInput(port("s", TinyBundle.DIM_S))
            .addInput(port("z", TinyBundle.DIM_Z))
            .addOutput(port("x_hat", SHAPE.channels(), SHAPE.height(), SHAPE.width())));
  }

  private static byte[] model(OnnxMl.GraphProto.Builder graph) {
    return model(graph, 17);
  }

  /** An ONNX model of a graph, with operators of a version. */
  public static byte[] model(OnnxMl.GraphProto.Builder graph, long opset) {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** A node with one output. */
  public static OnnxMl.NodeProto node(String operator, List<String> inputs, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setName(output + "_" + operator)
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  private static OnnxMl.NodeProto gemm(String input, String weight, String output) {
    return node("Gemm", List.of(input, weight), output).toBuilder()
        .addAttribute(integer("transB", 1))
        .build();
  }

  private static OnnxMl.AttributeProto integer(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static OnnxMl.TensorProto matrix(String name, int rows, int columns, float[] values) {
    ByteString data = Float32.toBytes(values);
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .addDims(rows)
        .addDims(columns)
        .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
        .setRawData(data)
        .build();
  }

  /** A float32 value with a dynamic batch. */
  public static OnnxMl.ValueInfoProto port(String name, int... itemShape) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int dim : itemShape) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
