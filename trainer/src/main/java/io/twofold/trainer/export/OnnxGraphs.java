package io.twofold.trainer.export;

import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
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
        encoder(nets, metadata, "s", sizes.dimS()),
        Bundle.ENC_Z,
        encoder(nets, metadata, "z", sizes.dimZ()),
        Bundle.DEC,
        decoder(nets, metadata));
  }

  private static byte[] encoder(Networks nets, Map<String, String> metadata, String code, int dim) {
    ImageShape shape = nets.sizes().shape();
    OnnxWriter writer = new OnnxWriter("enc_" + code);
    String x = writer.input("x", shape.channels(), shape.height(), shape.width());
    if (code.equals("s")) {
      NetworkGraph.ofImages(writer, x, nets.encS, code);
    } else if (nets.styleMap == null) {
      NetworkGraph.ofImages(writer, x, nets.encZ, code);
    } else {
      String features = NetworkGraph.ofImages(writer.scope("enc"), x, nets.encZ, "features");
      String s = NetworkGraph.ofImages(writer.scope("content"), x, nets.encS, "s");
      String dithered = DitherGraph.add(writer, features, x, nets.styleMap.dither(), shape.size());
      FlowGraph.toStyle(writer, dithered, content(writer, s, nets), nets.styleMap.flow(), code);
    }
    writer.output(code, dim);
    return writer.toBytes(metadata);
  }

  private static byte[] decoder(Networks nets, Map<String, String> metadata) {
    ImageShape shape = nets.sizes().shape();
    OnnxWriter writer = new OnnxWriter("dec");
    String s = writer.input("s", nets.sizes().dimS());
    String z = writer.input("z", nets.sizes().dimZ());
    String content = s;
    String style = z;
    if (nets.styleMap != null) {
      content = content(writer, s, nets);
      style = FlowGraph.toFeatures(writer, z, content, nets.styleMap.flow(), "features");
    }
    String codes =
        writer.node(
            Operator.CONCAT, "codes", List.of(style, content), OnnxWriter.attribute("axis", 1));
    String logits = NetworkGraph.toImages(writer, codes, nets.dec, shape, "logits");
    writer.output(
        writer.node(Operator.SIGMOID, "x_hat", List.of(logits)),
        shape.channels(),
        shape.height(),
        shape.width());
    return writer.toBytes(metadata);
  }

  private static String content(OnnxWriter writer, String s, Networks nets) {
    String logits = NetworkGraph.of(writer.scope("labels"), s, nets.clfS, "logits");
    return switch (nets.sizes().labelKind()) {
      case SINGLE ->
          writer.node(Operator.SOFTMAX, "labels", List.of(logits), OnnxWriter.attribute("axis", 1));
      case MULTI -> writer.node(Operator.SIGMOID, "labels", List.of(logits));
    };
  }
}
