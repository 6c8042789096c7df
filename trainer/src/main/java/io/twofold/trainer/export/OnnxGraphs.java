package io.twofold.trainer.export;

import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.model.Network;
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
      String code, int dim, ImageShape shape, Network network, Map<String, String> metadata) {
    OnnxWriter writer = new OnnxWriter("enc_" + code);
    String x = writer.input("x", shape.channels(), shape.height(), shape.width());
    NetworkGraph.ofImages(writer, x, network, code);
    writer.output(code, dim);
    return writer.toBytes(metadata);
  }

  private static byte[] decoder(
      Networks.Sizes sizes, Network network, Map<String, String> metadata) {
    ImageShape shape = sizes.shape();
    OnnxWriter writer = new OnnxWriter("dec");
    String s = writer.input("s", sizes.dimS());
    String z = writer.input("z", sizes.dimZ());
    String codes =
        writer.node(Operator.CONCAT, "codes", List.of(z, s), OnnxWriter.attribute("axis", 1));
    String logits = NetworkGraph.toImages(writer, codes, network, shape, "logits");
    writer.output(
        writer.node(Operator.SIGMOID, "x_hat", List.of(logits)),
        shape.channels(),
        shape.height(),
        shape.width());
    return writer.toBytes(metadata);
  }
}
