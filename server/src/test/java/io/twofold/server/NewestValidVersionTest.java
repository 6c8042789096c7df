package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.StagedBundle;
import io.twofold.v1.Images;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.VersionState;
import io.twofold.v1.VersionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken version never serves, and never keeps an older one or another model from serving. */
class NewestValidVersionTest {

  private static final Images ONE = float32(TinyBundle.images(1, 1));

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);

  @Test
  void theNewestServesAndOlderOnesStayOnDisk() throws Exception {
    tiny.publish(repository);
    new TinyBundle("tiny", 2).publish(repository);
    try (RunningServer running = RunningServer.start(repository)) {
      assertThat(running.stub().encode(encode(ONE)).getServedBy().getLatentSpace())
          .isEqualTo("tiny-2");
      assertThat(states(running.versions()))
          .containsExactly(
              VersionState.VERSION_STATE_SERVING, VersionState.VERSION_STATE_DISCOVERED);
      assertThat(refusal(() -> running.stub().encode(encode(ONE, "tiny", 1))))
          .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }
  }

  @Test
  void everyKindOfBrokenVersionIsPassedOverWithItsReason() throws Exception {
    tiny.publish(repository);
    flipByte(tiny.publish(repository).resolve(Bundle.ENC_S));
    publishWith(Map.of(Bundle.DEC, new TinyBundle("tiny", 9).files().get(Bundle.DEC)));
    Files.delete(tiny.publish(repository).resolve("manifest.json"));
    truncate(tiny.publish(repository).resolve("manifest.json"));
    publishWith(Map.of(Bundle.ENC_Z, new byte[] {1, 2, 3}));
    copy(repository.resolve("tiny/1"), repository.resolve("tiny/7"));
    Files.createDirectories(repository.resolve("tiny/latest"));
    Files.createDirectories(repository.resolve("tiny/.staging-1"));

    try (RunningServer running = RunningServer.start(repository)) {
      assertThat(running.stub().encode(encode(ONE)).getServedBy().getVersion()).isEqualTo(1);
      List<VersionStatus> versions = running.versions();
      assertThat(versions.stream().map(VersionStatus::getVersion))
          .containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
      assertFailed(versions.get(0), "manifest.json names tiny/1, the folders say tiny/7");
      assertFailed(versions.get(1), "enc_z.onnx is not an ONNX model");
      assertFailed(versions.get(2), "manifest.json cannot be read");
      assertFailed(versions.get(3), "there is no manifest.json");
      assertFailed(versions.get(4), "golden parity failed: x_hat differs");
      assertFailed(versions.get(5), "enc_s.onnx has SHA-256");
      assertThat(versions.get(5).getLatentSpace()).isEqualTo("tiny-1");
      assertThat(versions.get(6).getState()).isEqualTo(VersionState.VERSION_STATE_SERVING);
    }
  }

  @Test
  void aModelThatIsBrokenTakesNoOtherDown() throws Exception {
    tiny.publish(repository);
    flipByte(new TinyBundle("broken", 3).publish(repository).resolve(Bundle.DEC));
    try (RunningServer running = RunningServer.start(repository)) {
      assertThat(running.stub().encode(encode(ONE, "tiny", 0)).getServedBy().getModel())
          .isEqualTo("tiny");
      assertThat(running.stub().encode(encode(ONE)).getServedBy().getModel()).isEqualTo("tiny");
      assertThat(running.stub().listModels(ListModelsRequest.getDefaultInstance()).getModelsList())
          .extracting(ModelStatus::getModel)
          .containsExactly("broken", "tiny");
      Status status = refusal(() -> running.stub().encode(encode(ONE, "broken", 0)));
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(status.getDescription()).isEqualTo("no version of model 'broken' is ready");
    }
  }

  @Test
  void severalModelsMustBeNamed() throws Exception {
    tiny.publish(repository);
    new TinyBundle("other", 2).publish(repository);
    flipByte(new TinyBundle("broken", 3).publish(repository).resolve(Bundle.DEC));
    try (RunningServer running = RunningServer.start(repository)) {
      assertThat(running.stub().encode(encode(ONE, "other", 0)).getServedBy().getLatentSpace())
          .isEqualTo("tiny-2");
      Status status = refusal(() -> running.stub().encode(encode(ONE)));
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(status.getDescription()).endsWith("several are served: name one of other, tiny");
    }
  }

  @Test
  void aServerWithNothingToServeDoesNotStart() throws Exception {
    assertThatThrownBy(() -> RunningServer.start(repository))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no model in")
        .hasMessageContaining("./twofold train");
    assertThatThrownBy(() -> RunningServer.start(repository.resolve("nowhere")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("there is no model repository at");
    flipByte(tiny.publish(repository).resolve(Bundle.ENC_S));
    assertThatThrownBy(() -> RunningServer.start(repository))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("tiny/1: enc_s.onnx has SHA-256");
  }

  private static List<VersionState> states(List<VersionStatus> versions) {
    return versions.stream().map(VersionStatus::getState).toList();
  }

  private static void assertFailed(VersionStatus version, String reason) {
    assertThat(version.getState()).isEqualTo(VersionState.VERSION_STATE_FAILED);
    assertThat(version.getReason()).contains(reason);
  }

  private void publishWith(Map<String, byte[]> replaced) throws IOException {
    Map<String, byte[]> files = new HashMap<>(tiny.files());
    files.putAll(replaced);
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), files)) {
      staged.publish();
    }
  }

  private static void flipByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
