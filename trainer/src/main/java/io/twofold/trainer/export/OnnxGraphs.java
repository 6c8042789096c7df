package io.twofold.trainer.export;

import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.export.OnnxWriter.Operator;
import io.twofold.trainer.model.Mlp;
import io.twofold.trainer.model.Networks;
import java.util.List;
import java.util.Map;

/**
 * The three networks that are served, as ONNX graphs: float32, a dynamic batch dimension, dropout
 * gone. enc_s: x → s; enc_z: x → z; dec: s, z → x_hat. Images are [batch, channels, height, width].
 */
final class OnnxGraphs {

  private OnnxGraphs() {}

  /**
   * The files of the three graphs, by name.
   *
   * @param metadata goes into each graph's metadata_props
   */
  static Map<String, byte[]> of(Networks nets, Map<String, String> metadata) {
    Networks.Sizes sizes = nets.sizes();
    return Map.of(
        Bundle.ENC_S,
        encoder("s", sizes.dimS(), sizes.shape(), nets.encS, metadata),
        Bundle.ENC_Z,
        encoder("z", sizes.dimZ(), sizes.shape(), nets.encZ, metadata),
        Bundle.DEC,
        decoder(sizes, nets.dec, metadata));
  }

  private static byte[] encoder(
      String code, int dim, ImageShape shape, Mlp network, Map<String, String> metadata) {
    OnnxWriter writer = new OnnxWriter("enc_" + code);
    String x = writer.input("x", shape.channels(), shape.height(), shape.width());
    String flat =
        writer.node(Operator.FLATTEN, "flat", List.of(x), OnnxWriter.attribute("axis", 1));
    perceptron(writer, flat, network, code);
    writer.output(code, dim);
    return writer.toBytes(metadata);
  }

  private static byte[] decoder(Networks.Sizes sizes, Mlp network, Map<String, String> metadata) {
    ImageShape shape = sizes.shape();
    OnnxWriter writer = new OnnxWriter("dec");
    String s = writer.input("s", sizes.dimS());
    String z = writer.input("z", sizes.dimZ());
    String codes =
        writer.node(Operator.CONCAT, "codes", List.of(z, s), OnnxWriter.attribute("axis", 1));
    String logits = perceptron(writer, codes, network, "logits");
    String flat = writer.node(Operator.SIGMOID, "flat", List.of(logits));
    String image =
        writer.constant(
            "image_shape",
            List.of(-1L, (long) shape.channels(), (long) shape.height(), (long) shape.width()));
    writer.node(Operator.RESHAPE, "x_hat", List.of(flat, image));
    writer.output("x_hat", shape.channels(), shape.height(), shape.width());
    return writer.toBytes(metadata);
  }

  private static String perceptron(OnnxWriter writer, String input, Mlp network, String output) {
    List<Mlp.Layer> layers = network.weights();
    String value = input;
    for (int i = 0; i < layers.size(); i++) {
      Mlp.Layer layer = layers.get(i);
      boolean last = i == layers.size() - 1;
      String weight = writer.constant("weight" + i, layer.weight(), layer.out(), layer.in());
      String bias = writer.constant("bias" + i, layer.bias(), layer.out());
      value =
          writer.node(
              Operator.GEMM,
              last ? output : "linear" + i,
              List.of(value, weight, bias),
              OnnxWriter.attribute("transB", 1));
      if (!last) {
        value = writer.node(Operator.RELU, "hidden" + i, List.of(value));
      }
    }
    return value;
  }
}
