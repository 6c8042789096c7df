package io.twofold.trainer.export;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.model.FeatureMap;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's operations as nodes of a graph. Several networks fit into one graph, each in a {@link
 * OnnxWriter#scope} of its own.
 */
final class NetworkGraph {

  private final OnnxWriter writer;
  private int nodes;

  private NetworkGraph(OnnxWriter writer) {
    this.writer = writer;
  }

  /**
   * A network as it is: from [batch, in] to [batch, out].
   *
   * @param input the value that the network reads
   * @param output the name of the value that it makes
   * @return the value that it makes
   */
  static String of(OnnxWriter writer, String input, Network network, String output) {
    return new NetworkGraph(writer).emit(input, network.operations(), output);
  }

  /** As {@link #of}, from [batch, channels, height, width]. */
  static String ofImages(OnnxWriter writer, String images, Network network, String output) {
    List<Operation> operations = new ArrayList<>(network.operations());
    NetworkGraph graph = new NetworkGraph(writer);
    if (operations.get(0) instanceof Operation.ToMap) {
      return graph.emit(images, operations.subList(1, operations.size()), output);
    }
    String flat =
        writer.node(Operator.FLATTEN, "flat", List.of(images), OnnxWriter.attribute("axis", 1));
    return graph.emit(flat, operations, output);
  }

  /** As {@link #of}, to [batch, channels, height, width]. */
  static String toImages(
      OnnxWriter writer, String input, Network network, ImageShape shape, String output) {
    List<Operation> operations = new ArrayList<>(network.operations());
    int last = operations.size() - 1;
    if (operations.get(last) instanceof Operation.ToVector) {
      operations.remove(last);
    } else {
      operations.add(
          new Operation.ToMap(new FeatureMap(shape.channels(), shape.height(), shape.width())));
    }
    return new NetworkGraph(writer).emit(input, operations, output);
  }

  private String emit(String input, List<Operation> operations, String output) {
    String value = input;
    for (Operation operation : operations) {
      nodes++;
      value = emit(value, operation, nodes == operations.size() ? output : "value" + nodes);
    }
    return value;
  }

  private String emit(String input, Operation operation, String output) {
    if (operation instanceof Operation.Dense dense) {
      return writer.node(
          Operator.GEMM,
          output,
          List.of(input, weight(dense.weight(), dense.out(), dense.in()), bias(dense.bias())),
          OnnxWriter.attribute("transB", 1));
    }
    if (operation instanceof Operation.Convolution conv) {
      long kernel = conv.kernel();
      long padding = conv.padding();
      return writer.node(
          Operator.CONV,
          output,
          List.of(
              input,
              weight(conv.weight(), conv.out().channels(), conv.in().channels(), kernel, kernel),
              bias(conv.bias())),
          OnnxWriter.attribute("kernel_shape", List.of(kernel, kernel)),
          OnnxWriter.attribute("strides", twice(conv.stride())),
          OnnxWriter.attribute("pads", List.of(padding, padding, padding, padding)));
    }
    if (operation instanceof Operation.TransposedConvolution conv) {
      return transposed(input, conv, output);
    }
    if (operation instanceof Operation.Relu) {
      return writer.node(Operator.RELU, output, List.of(input));
    }
    if (operation instanceof Operation.ToMap map) {
      return reshape(input, output, map.map().channels(), map.map().height(), map.map().width());
    }
    if (operation instanceof Operation.ToVector) {
      return writer.node(Operator.FLATTEN, output, List.of(input), OnnxWriter.attribute("axis", 1));
    }
    throw new IllegalArgumentException("there is no ONNX for " + operation);
  }

  private String transposed(String input, Operation.TransposedConvolution conv, String output) {
    FeatureMap in = conv.in();
    FeatureMap out = conv.out();
    long begin = conv.padding();
    long whole = conv.kernel() - (long) conv.stride() - begin;
    return writer.node(
        Operator.CONV_TRANSPOSE,
        output,
        List.of(
            input,
            weight(conv.weight(), in.channels(), out.channels(), conv.kernel(), conv.kernel()),
            bias(conv.bias())),
        OnnxWriter.attribute("kernel_shape", twice(conv.kernel())),
        OnnxWriter.attribute("strides", twice(conv.stride())),
        OnnxWriter.attribute(
            "pads",
            List.of(
                begin,
                begin,
                whole + (long) in.height() * conv.stride() - out.height(),
                whole + (long) in.width() * conv.stride() - out.width())));
  }

  private String reshape(String input, String output, long... itemShape) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    for (long dimension : itemShape) {
      shape.add(dimension);
    }
    return writer.node(
        Operator.RESHAPE, output, List.of(input, writer.constant(output + "_shape", shape)));
  }

  private String weight(float[] values, long... shape) {
    return writer.constant("weight" + nodes, values, shape);
  }

  private String bias(float[] values) {
    return writer.constant("bias" + nodes, values, values.length);
  }

  private static List<Long> twice(long value) {
    return List.of(value, value);
  }
}
