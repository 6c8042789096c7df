package io.twofold.codec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles of which one file holds anything at all: reading either refuses the bundle, with a reason
 * on one line, or the bundle is sound. Run with {@code .ci/fuzz}.
 */
class BundleFuzzTest {

  @TempDir static Path repository;
  private static Path folder;
  private static Manifest manifest;

  @BeforeAll
  static void publish() throws IOException {
    folder = new TinyBundle("tiny", 1).publish(repository);
    manifest = Bundle.read(folder).manifest();
  }

  /** The manifest's text. */
  @FuzzTest
  void manifest(byte[] json) throws IOException {
    Files.write(folder.resolve(Manifests.FILE), json);
    readOrRefuse();
  }

  /** The golden vectors' bytes, with a manifest that has their digest. */
  @FuzzTest
  void golden(byte[] bytes) throws IOException {
    replace(GoldenVectors.FILE, bytes);
    try {
      Codec.open(folder).close();
    } catch (BundleException e) {
      requireReason(e);
    }
  }

  /** A graph's bytes, as far as they are looked at before ONNX Runtime sees them. */
  @FuzzTest
  void graph(byte[] bytes) {
    try {
      GraphCheck.require(folder, Bundle.DEC, bytes);
    } catch (BundleException e) {
      requireReason(e);
    }
  }

  private static void replace(String name, byte[] bytes) throws IOException {
    Manifest.Builder replaced = manifest.toBuilder();
    for (File.Builder file : replaced.getFilesBuilderList()) {
      if (file.getName().equals(name)) {
        file.setSizeBytes(bytes.length).setSha256(Sha256.hex(bytes));
      }
    }
    Files.write(folder.resolve(name), bytes);
    Files.write(
        folder.resolve(Manifests.FILE),
        Manifests.toJson(replaced.build()).getBytes(StandardCharsets.UTF_8));
  }

  private static void readOrRefuse() throws IOException {
    try {
      assertThat(Bundle.read(folder).shape().size()).isPositive();
    } catch (BundleException e) {
      requireReason(e);
    }
  }

  private static void requireReason(BundleException refusal) {
    assertThat(refusal.reason()).isNotBlank().hasSizeLessThan(600).doesNotContain("\n");
  }
}
