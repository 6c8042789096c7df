package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedTest {

  private static final Map<String, byte[]> MORE =
      Map.of("scorecard.json", "{}".getBytes(StandardCharsets.UTF_8));

  @TempDir Path repository;

  @Test
  void theNewVersionIsTheOldOneAndWhatItIsWorth() throws IOException {
    try (SmallModel model = SmallModel.digits(1)) {
      Path bundle = model.publish(repository).folder();
      Path judged = Judged.publish(bundle, repository, 2, Map.of("z_leak", 0.5), MORE);
      assertThat(judged).isEqualTo(repository.resolve("small/2"));
      Manifest before = Bundle.read(bundle).manifest();
      Manifest after = Bundle.read(judged).manifest();
      assertThat(after.getLatentSpace()).isEqualTo(before.getLatentSpace());
      assertThat(after.getProvenance()).isEqualTo(before.getProvenance());
      assertThat(after.getScorecardMap())
          .containsEntry("z_leak", 0.5)
          .containsEntry("rec_mse", 0.25);
      assertThat(after.getFilesList()).extracting(File::getName).contains("scorecard.json");
      assertThat(judged.resolve("scorecard.json")).hasContent("{}");
      float[] images = model.images().floats(0, 3);
      try (Codec old = Codec.open(bundle);
          Codec young = Codec.open(judged)) {
        assertThat(young.encodeZ(images)).isEqualTo(old.encodeZ(images));
      }
    }
  }

  @Test
  void aBrokenBundleIsNotPublished() throws IOException {
    try (SmallModel model = SmallModel.digits(1)) {
      Path bundle = model.publish(repository).folder();
      byte[] graph = Files.readAllBytes(bundle.resolve(Bundle.DEC));
      graph[graph.length / 2] ^= 1;
      Files.write(bundle.resolve(Bundle.DEC), graph);
      assertThatThrownBy(() -> Judged.publish(bundle, repository, 2, Map.of(), MORE))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(Bundle.DEC);
      assertThat(repository.resolve("small").toFile().list()).containsExactly("1");
    }
  }
}
