package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.model.NetKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks whose z comes out of a flow. */
class FlowExportTest {

  @TempDir Path repository;

  @ParameterizedTest
  @CsvSource({"SINGLE, MLP", "SINGLE, CONV", "MULTI, MLP", "MULTI, CONV"})
  void theCodecComputesWhatTheNetworksCompute(LabelKind labels, NetKind net) throws IOException {
    try (FlowModel model = FlowModel.of(labels, net)) {
      Exporter.Published published = model.publish(repository);
      assertThat(published.parityError()).isBetween(0f, ParityGate.TOLERANCE);
      assertThat(published.multiplyAdds()).isEqualTo(model.nets().multiplyAdds());
      assertThat(LabelKind.of(Bundle.read(published.folder()).manifest())).isEqualTo(labels);
      try (Codec codec = Codec.open(published.folder())) {
        for (int batch : new int[] {1, 2, 29}) {
          requireEqual(model, codec, batch);
        }
      }
    }
  }

  private static void requireEqual(FlowModel model, Codec codec, int batch) {
    float[] contents = model.images().floats(0, batch);
    float[] styles = model.images().floats(32, 32 + batch);
    float[] s = model.nets().encodeS(contents);
    float[] z = model.nets().encodeZ(styles);
    Codes codes = codec.encode(contents);
    requireClose(codes.s(), s);
    requireClose(codes.z(), model.nets().encodeZ(contents));
    requireClose(codec.encodeZ(styles), z);
    requireClose(codec.decode(codes), model.nets().decode(codes.s(), codes.z()));
    requireClose(codec.swap(contents, styles), model.nets().decode(s, z));
  }

  /** Codes are as fine as float32 of their largest value is. */
  private static void requireClose(float[] actual, float[] expected) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(ParityGate.TOLERANCE * largest));
  }

  @Test
  void aFlowThatMovedAfterTheExportDoesNotPass() throws IOException {
    try (FlowModel model = FlowModel.of(LabelKind.SINGLE, NetKind.MLP);
        Codec codec = Codec.open(model.publish(repository).folder())) {
      assertThat(ParityGate.require(model.nets(), codec)).isLessThan(ParityGate.TOLERANCE);
      float[] mean = model.flow().mean();
      mean[0] += 0.5f;
      model.flow().start(mean, model.flow().whiten(), model.flow().colour());
      assertThatThrownBy(() -> ParityGate.require(model.nets(), codec))
          .isInstanceOf(ParityException.class)
          .hasMessageContaining(", z differs by ");
    }
  }
}
