package io.twofold.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.TinyBundle;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.TestLanes;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters come and go with versions. */
class ForgottenVersionsTest {

  private static final VersionId TINY_1 = new VersionId("tiny", 1);

  @TempDir Path folder;
  private final ServerMetrics metrics = new ServerMetrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void theLatestProofOfAVersionCounts() {
    metrics.versions().proven(TINY_1, 1_000_000_000L, 0.25f);
    metrics.versions().proven(TINY_1, 2_000_000_000L, 0.5f);
    assertThat(metrics.scrape())
        .contains("twofold_version_load_seconds{model=\"tiny\",version=\"1\"} 2.0")
        .contains("twofold_version_parity_error{model=\"tiny\",version=\"1\"} 0.5");
  }

  @Test
  void aVersionThatIsGoneLeavesNoMeterBehind() throws Exception {
    Path first = new TinyBundle("tiny", 1).publish(folder);
    try (ModelLifecycle lifecycle =
        new ModelLifecycle(
            new ModelRepository(folder), metrics.versions(), TestLanes::of, System::nanoTime)) {
      lifecycle.load();
      call(TINY_1);
      long meters = versionMeters(1);
      assertThat(meters).isGreaterThan(9);

      new TinyBundle("tiny", 2).publish(folder);
      lifecycle.refresh();
      call(new VersionId("tiny", 2));
      assertThat(metrics.scrape())
          .contains("twofold_version_state{model=\"tiny\",state=\"unloaded\",version=\"1\"} 1.0")
          .contains("twofold_version_state{model=\"tiny\",state=\"serving\",version=\"1\"} 0.0")
          .contains("twofold_version_state{model=\"tiny\",state=\"serving\",version=\"2\"} 1.0");

      delete(first);
      lifecycle.refresh();
      assertThat(versionMeters(1)).isZero();
      assertThat(versionMeters(2)).isEqualTo(meters);

      call(TINY_1);
      assertThat(versionMeters(1)).isZero();
      assertThat(metrics.scrape())
          .contains(
              "twofold_rpc_duration_seconds_count{code=\"OK\",model=\"none\",rpc=\"Encode\",version=\"none\"} 1")
          .contains("twofold_rpc_images_sum{model=\"none\",rpc=\"Encode\",version=\"none\"} 3.0");
    }
  }

  @Test
  void aManifestThatWasReplacedIsToldAsItIsNow() throws Exception {
    Path broken = new TinyBundle("tiny", 1).publish(folder);
    Files.write(broken.resolve("dec.onnx"), new byte[] {1});
    try (ModelLifecycle lifecycle =
        new ModelLifecycle(
            new ModelRepository(folder), metrics.versions(), TestLanes::of, System::nanoTime)) {
      lifecycle.load();
      assertThat(metrics.scrape()).contains("latent_space=\"tiny-1\"");
      delete(broken);
      new TinyBundle("tiny", 2).publish(folder);
      lifecycle.refresh();
      assertThat(metrics.scrape())
          .contains("latent_space=\"tiny-2\"")
          .doesNotContain("latent_space=\"tiny-1\"")
          .contains("twofold_version_state{model=\"tiny\",state=\"serving\",version=\"1\"} 1.0");
    }
  }

  private void call(VersionId by) {
    metrics.rpc().arrived();
    metrics.rpc().images("Encode", by, 3);
    metrics.rpc().ended("Encode", by, "OK", 1_000);
  }

  private long versionMeters(int version) {
    return metrics
        .scrape()
        .lines()
        .filter(line -> line.contains("version=\"" + version + "\""))
        .count();
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : List.copyOf(listing.toList())) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
