package io.twofold.codec.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.TinyGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenBundleTest {

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private Path folder;

  @BeforeEach
  void publish() throws IOException {
    folder = tiny.publish(repository);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc_s.onnx", "enc_z.onnx", "dec.onnx", "golden.bin"})
  void everyFlippedByteIsSeen(String file) throws IOException {
    Path path = folder.resolve(file);
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i += 1 + whole.length / 40) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(path, flipped);
      assertThatThrownBy(() -> Bundle.read(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(file)
          .hasMessageContaining("SHA-256");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc_s.onnx", "golden.bin"})
  void truncatedAndMissingFilesAreSeen(String file) throws IOException {
    Path path = folder.resolve(file);
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(
            "has %d bytes, the manifest says %d".formatted(whole.length / 2, whole.length));
    Files.delete(path);
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(file + " is missing");
  }

  @Test
  void aTruncatedManifestIsNeverTaken() throws IOException {
    Path path = folder.resolve(Manifests.FILE);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length - 2; length += 7) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Bundle.read(folder)).isInstanceOf(BundleException.class);
    }
  }

  @Test
  void aFolderWithoutManifestIsNotABundle() throws IOException {
    Files.delete(folder.resolve(Manifests.FILE));
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not a whole bundle");
    assertThatThrownBy(() -> Bundle.read(repository.resolve("nowhere")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("no such folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\": \"dec.onnx\" | \"name\": \"../dec.onnx\" | not the name of a file",
        "\"name\": \"dec.onnx\" | \"name\": \"/etc/passwd\" | not the name of a file",
        "\"name\": \"dec.onnx\" | \"name\": \"enc_s.onnx\" | listed twice",
        "\"name\": \"dec.onnx\" | \"name\": \"manifest.json\" | not the name of a file",
        "\"model\": \"tiny\" | \"model\": \"../tiny\" | not a model's name",
        "\"version\": \"1\" | \"version\": \"-1\" | version must be positive",
        "\"latent_space\": \"tiny-1\" | \"latent_space\": \" \" | latent_space is empty",
        "\"dim_s\": 3 | \"dim_s\": 0 | dim_s must be from 1",
        "\"dim_s\": 3 | \"dim_s\": 4 | prototype of '0' must hold 4 values",
        "\"dim_z\": 2 | \"dim_z\": 2000000000 | dim_z must be from 1",
        "\"label\": \"0\" | \"label\": \"2\" | there is a prototype of '2', no label",
        "\"labels\": [\"0\", \"1\"] | \"labels\": [\"0\", \"0\"] | the label '0' is listed twice",
        "\"dim_s\": 3 | \"dim_s\": 3, \"label_kind\": 7 | label_kind 7 is not known",
        "\"dim_s\": 3 | \"dim_s\": 3, \"label_kind\": \"LABEL_KIND_MULTI\" | the prototype of '0' without the label must hold 3 values, not 0",
        "\"height\": 4 | \"height\": 100000 | height and width must be from 1",
        "\"format_version\": 1 | \"format_version\": 2 | format_version must be 1",
      })
  void aManifestThatLiesIsRefused(String honest, String lie, String reason) throws IOException {
    Path path = folder.resolve(Manifests.FILE);
    String json = Files.readString(path);
    assertThat(json).contains(honest);
    Files.writeString(path, json.replace(honest, lie));
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void severalLabelsAnImageHaveTwoMeansEach() throws IOException {
    Manifest.Builder manifest = tiny.manifest().toBuilder();
    manifest.setLabelKind(LabelKind.MULTI.message());
    manifest.getPrototypesBuilder(0).addAllSOff(List.of(1f, 0f, 0f));
    Path multi = publish(manifest.build());
    Manifest written = Bundle.read(multi).manifest();
    assertThat(LabelKind.of(written)).isEqualTo(LabelKind.MULTI);
    assertThat(LabelKind.of(Bundle.read(folder).manifest())).isEqualTo(LabelKind.SINGLE);

    manifest.setLabelKind(LabelKind.SINGLE.message());
    assertRefused(written, manifest, "without the label must hold 0 values, not 3");
    manifest.setLabelKind(LabelKind.MULTI.message()).addPrototypes(manifest.getPrototypes(0));
    assertRefused(written, manifest, "there are two prototypes of '0'");
    manifest.clearPrototypes().clearLabels();
    assertRefused(written, manifest, "several labels an image need names");
  }

  private Path publish(Manifest manifest) throws IOException {
    try (StagedBundle staged = StagedBundle.write(repository, manifest, tiny.files())) {
      return staged.publish();
    }
  }

  /** Neither written nor read. */
  private void assertRefused(Manifest written, Manifest.Builder lie, String reason)
      throws IOException {
    assertThatThrownBy(() -> publish(lie.build()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(reason);
    Path bundle =
        repository.resolve(written.getModel()).resolve(Long.toString(written.getVersion()));
    Manifest ofBundle =
        lie.clone()
            .setFormatVersion(written.getFormatVersion())
            .setVersion(written.getVersion())
            .clearFiles()
            .addAllFiles(written.getFilesList())
            .build();
    Files.writeString(bundle.resolve(Manifests.FILE), Manifests.toJson(ofBundle));
    assertThatThrownBy(() -> Bundle.read(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aSymbolicLinkOutOfTheBundleIsRefused() throws IOException {
    Path outside = repository.resolve("outside.onnx");
    Files.move(folder.resolve("dec.onnx"), outside);
    Files.createSymbolicLink(folder.resolve("dec.onnx"), outside);
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not a plain file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc_s.onnx", "enc_z.onnx", "dec.onnx", "golden.bin"})
  void everyFileOfABundleMustBeListed(String name) throws IOException {
    Map<String, byte[]> files = new HashMap<>(tiny.files());
    files.remove(name);
    Path lacking;
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), files)) {
      lacking = staged.publish();
    }
    assertThatThrownBy(() -> Bundle.read(lacking))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("the manifest lists no " + name);
  }

  @Test
  void graphsThatCannotBeReadAreNamed() throws IOException {
    Path broken = publishWith(Map.of(Bundle.DEC, new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> Codec.open(broken))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("dec.onnx is not an ONNX model");
    Path empty = publishWith(Map.of(Bundle.DEC, new byte[0]));
    assertThatThrownBy(() -> Codec.open(empty))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("dec.onnx was refused by ONNX Runtime");
  }

  @Test
  void graphsWithOtherPortsAreNamed() throws IOException {
    byte[] encZ = tiny.files().get(Bundle.ENC_Z);
    Path swapped = publishWith(Map.of(Bundle.ENC_S, encZ));
    assertThatThrownBy(() -> Codec.open(swapped))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("enc_s.onnx must have the outputs [s], not [z]");
  }

  @Test
  void aDecoderThatIsSilentlyWrongFailsGoldenParity() throws IOException {
    byte[] otherDecoder = new TinyBundle("tiny", 2).files().get(Bundle.DEC);
    Path wrong = publishWith(Map.of(Bundle.DEC, otherDecoder));
    assertThatThrownBy(() -> Codec.open(wrong))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("golden parity failed: x_hat differs");
  }

  @Test
  void aDecoderThatEmitsNanFailsGoldenParity() throws IOException {
    float[] weight = new float[TinyBundle.SHAPE.size() * (TinyBundle.DIM_S + TinyBundle.DIM_Z)];
    weight[0] = Float.NaN;
    Path nan = publishWith(Map.of(Bundle.DEC, TinyGraphs.decoder(weight)));
    assertThatThrownBy(() -> Codec.open(nan))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("golden parity failed: x_hat differs by");
  }

  @Test
  void publishingCountsUpAndPassesOverWhatIsNoVersion() throws IOException {
    Files.createDirectories(repository.resolve("tiny/7"));
    Files.createDirectories(repository.resolve("tiny/latest"));
    Files.createDirectories(repository.resolve("tiny/009"));
    Files.writeString(repository.resolve("tiny/8"), "a file that is named like a version");
    assertThat(tiny.publish(repository)).isEqualTo(repository.resolve("tiny/9"));
    assertThat(Versions.list(repository.resolve("tiny"))).containsExactly(9L, 7L, 1L);
    assertThat(Bundle.read(repository.resolve("tiny/9")).manifest().getVersion()).isEqualTo(9);
  }

  @Test
  void aBundleMayAskForAHigherNumber() throws IOException {
    try (StagedBundle staged =
        StagedBundle.write(
            repository, tiny.manifest().toBuilder().setVersion(12).build(), tiny.files())) {
      assertThat(staged.publish()).isEqualTo(repository.resolve("tiny/12"));
    }
    assertThat(Versions.next(repository.resolve("tiny"))).isEqualTo(13);
    assertThat(Versions.next(repository.resolve("nothing"))).isEqualTo(1);
  }

  @Test
  void aVersionIsAsOpenToReadersAsItsModelFolder() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(Files.getPosixFilePermissions(repository.resolve("tiny")));
  }

  @Test
  void aFileThatWouldLeaveTheBundleIsNeverWritten() {
    assertThatThrownBy(() -> publishWith(Map.of("../escaped", new byte[] {1})))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("'../escaped' is not the name of a file in a bundle");
    assertThat(repository.resolve("tiny/escaped")).doesNotExist();
  }

  @Test
  void twoTrainersThatStageAtOnceGetTwoVersions() throws IOException {
    try (StagedBundle first = StagedBundle.write(repository, tiny.manifest(), tiny.files());
        StagedBundle second = StagedBundle.write(repository, tiny.manifest(), tiny.files())) {
      assertThat(first.publish()).isEqualTo(repository.resolve("tiny/2"));
      assertThat(second.publish()).isEqualTo(repository.resolve("tiny/3"));
    }
    assertThatCode(() -> Codec.open(repository.resolve("tiny/3")).close())
        .doesNotThrowAnyException();
    assertThat(Bundle.read(repository.resolve("tiny/3")).manifest().getVersion()).isEqualTo(3);
  }

  @Test
  void whatIsStagedIsInvisibleAndGoesAwayUnpublished() throws IOException {
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), tiny.files())) {
      assertThat(staged.folder().getFileName().toString()).startsWith(".");
      assertThat(Versions.list(repository.resolve("tiny"))).containsExactly(1L);
      Codec.open(staged.folder()).close();
    }
    try (Stream<Path> left = Files.list(repository.resolve("tiny"))) {
      assertThat(left).containsExactly(folder);
    }
  }

  private Path publishWith(Map<String, byte[]> replaced) throws IOException {
    Map<String, byte[]> files = new HashMap<>(tiny.files());
    files.putAll(replaced);
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), files)) {
      return staged.publish();
    }
  }
}
