package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvExportTest {

  @TempDir Path repository;

  @ParameterizedTest
  @CsvSource({"3, 9, 13", "1, 28, 28", "1, 1, 1", "3, 6, 34"})
  void theCodecComputesWhatTheNetworksCompute(int channels, int height, int width)
      throws IOException {
    try (SmallModel model = SmallModel.convolutional(channels, height, width)) {
      Exporter.Published published = model.publish(repository);
      assertThat(published.parityError()).isBetween(0f, 1e-5f);
      assertThat(published.multiplyAdds()).isEqualTo(model.nets().multiplyAdds());
      try (Codec codec = Codec.open(published.folder())) {
        assertThat(codec.shape()).isEqualTo(new ImageShape(channels, height, width));
        float[] contents = model.images().floats(0, 20);
        float[] styles = model.images().floats(20, 40);
        float[] s = model.nets().encodeS(contents);
        float[] z = model.nets().encodeZ(styles);
        Codes codes = codec.encode(contents);
        assertThat(codes.s()).containsExactly(s, within(1e-5f));
        assertThat(codec.encodeZ(styles)).containsExactly(z, within(1e-5f));
        assertThat(codec.swap(contents, styles))
            .containsExactly(model.nets().decode(s, z), within(1e-5f));
      }
    }
  }

  @Test
  void graphsHoldConvolutionsWithTheirNormalisationAndNothingOfTraining() throws IOException {
    try (SmallModel model = SmallModel.convolutional(3, 9, 13)) {
      Map<String, byte[]> graphs = OnnxGraphs.of(model.nets(), Map.of());
      assertThat(operators(graphs, Bundle.ENC_S))
          .containsExactly("Conv", "Relu", "Conv", "Relu", "Flatten", "Gemm", "Relu", "Gemm");
      assertThat(operators(graphs, Bundle.DEC))
          .containsExactly(
              "Concat",
              "Gemm",
              "Relu",
              "Gemm",
              "Relu",
              "Reshape",
              "ConvTranspose",
              "Relu",
              "ConvTranspose",
              "Sigmoid");
    }
  }

  /** Running statistics are not parameters, and are part of what is served. */
  @Test
  void statisticsThatMovedAfterTheExportDoNotPass() throws IOException {
    try (SmallModel model = SmallModel.convolutional(3, 9, 13);
        Codec codec = Codec.open(model.publish(repository).folder())) {
      assertThat(ParityGate.require(model.nets(), codec)).isLessThan(1e-5f);
      model.nets().encZ.statistics().values().iterator().next().addi(0.5f);
      assertThatThrownBy(() -> ParityGate.require(model.nets(), codec))
          .isInstanceOf(ParityException.class)
          .hasMessageContaining(", z differs by ");
    }
  }

  private static String[] operators(Map<String, byte[]> graphs, String name) throws IOException {
    return ModelProto.parseFrom(Objects.requireNonNull(graphs.get(name)))
        .getGraph()
        .getNodeList()
        .stream()
        .map(NodeProto::getOpType)
        .toArray(String[]::new);
  }
}
