package io.twofold.codec.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.bundle.v1.Golden;
import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests and golden vectors made to harm whoever reads them. */
class HostileManifestTest {

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private Path folder;

  @BeforeEach
  void publish() throws IOException {
    folder = tiny.publish(repository);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"labels\":["})
  void aManifestThatNestsDeepIsRefusedBeforeItIsParsed(String open) throws IOException {
    manifest(json -> open.repeat(ManifestText.MAX_BYTES / open.length()));
    refused("manifest.json nests more than 32 deep");
  }

  @Test
  void bracketsInStringsDoNotNest() throws IOException {
    String brackets = "[{\\\"".repeat(40);
    manifest(
        json -> json.replace("\"labels\": [\"0\"", "\"labels\": [\"0\", \"" + brackets + "\""));
    assertThat(Bundle.read(folder).manifest().getLabels(1)).startsWith("[{\"[{\"");
  }

  @Test
  void aManifestThatIsTooLargeIsNotReadToItsEnd() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve(Manifests.FILE).toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    refused("manifest.json is larger than 4194304 bytes");
  }

  @Test
  void aLinkInThePlaceOfTheManifestIsRefused() throws IOException {
    Path outside = Files.move(folder.resolve(Manifests.FILE), repository.resolve("outside"));
    Files.createSymbolicLink(folder.resolve(Manifests.FILE), outside);
    refused("there is no manifest.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "../../etc/passwd",
        "a/b",
        "a\\\\b",
        "/dev/zero",
        "C:dec.onnx",
        "dec.onnx\\u0000",
        "dec.onnx\\n",
        " dec.onnx",
        "MANIFEST.json",
        ".hidden"
      })
  void namesThatAreNoFilesOfABundle(String name) throws IOException {
    manifest(json -> json.replace("\"name\": \"dec.onnx\"", "\"name\": \"" + name + "\""));
    refused("is not the name of a file in a bundle");
  }

  @Test
  void filesThatDifferByCaseAloneAreOneFile() throws IOException {
    manifest(json -> json.replace("\"name\": \"dec.onnx\"", "\"name\": \"ENC_S.onnx\""));
    refused("enc_s.onnx is listed twice");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, a size of -1 bytes is out of range",
    "9223372036854775807, is out of range",
    "9223372036854775808, cannot be read",
    "1e30, cannot be read",
    "1073741825, is out of range",
    "1073741824, are too large for this process"
  })
  void sizesThatNoOneShallMakeRoomFor(String size, String reason) throws IOException {
    manifest(json -> json.replaceFirst("\"size_bytes\": \"[0-9]+\"", "\"size_bytes\": " + size));
    refused(reason);
  }

  @Test
  void aFileThatIsLargerThanItSaysIsNotReadToItsEnd() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("dec.onnx").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    refused("dec.onnx has 1099511627776 bytes, the manifest says");
  }

  @Test
  void aFolderInThePlaceOfAFileIsRefused() throws IOException {
    Files.delete(folder.resolve("dec.onnx"));
    Files.createDirectory(folder.resolve("dec.onnx"));
    refused("dec.onnx is missing or not a plain file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"channels\": 1 | \"channels\": 2 | channels must be 1 or 3",
        "\"channels\": 1 | \"channels\": 2147483648 | cannot be read",
        "\"height\": 4 | \"height\": 4097 | height and width must be from 1 to 4096",
        "\"width\": 5 | \"width\": -5 | height and width must be from 1 to 4096",
        "\"max_value\": 1.0 | \"max_value\": \"NaN\" | must be valued 0 to 1",
        "\"max_value\": 1.0 | \"max_value\": \"Infinity\" | must be valued 0 to 1",
        "\"dim_s\": 3 | \"dim_s\": 65537 | dim_s must be from 1",
        "\"latent_space\": \"tiny-1\" | \"latent_space\": \"a\\nb\" | not printable",
        "\"labels\": [\"0\" | \"labels\": [\"\" | a label is empty",
      })
  void fieldsOutOfBounds(String honest, String lie, String reason) throws IOException {
    manifest(json -> json.replace(honest, lie));
    refused(reason);
  }

  @Test
  void aReasonIsShortAndOnOneLine() throws IOException {
    manifest(
        json -> json.replace("\"model\": \"tiny\"", "\"model\": \"" + "x\\n".repeat(9000) + "\""));
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOfSatisfying(
            BundleException.class,
            e -> assertThat(e.reason()).hasSizeLessThan(600).doesNotContain("\n"));
  }

  @Test
  void theBytesThatWereCheckedAreTheBytesThatAreUsed() throws IOException {
    Bundle bundle = Bundle.read(folder);
    Files.write(folder.resolve("dec.onnx"), new byte[] {1, 2, 3});
    try (Codec codec = Codec.load(bundle)) {
      assertThat(codec.requireGoldenParity()).isLessThan(1e-4f);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, 0.0011f, 0, -1})
  void aToleranceThatLetsEverythingPass(float tolerance) throws IOException {
    golden(golden -> golden.setTolerance(tolerance));
    refused("tolerance must be in (0, 0.001]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, holds no inputs",
    "-5, holds no inputs",
    "4, x must hold 4 x 20 values",
    "6, x must hold 6 x 20 values",
    "4097, holds 4097 inputs",
    "2147483647, holds 2147483647 inputs"
  })
  void aCountThatLies(int count, String reason) throws IOException {
    golden(golden -> golden.setCount(count));
    refused(reason);
  }

  @Test
  void goldenInputsMustBeFinite() throws IOException {
    golden(
        golden -> {
          float[] x = Float32.fromBytes(golden.getX());
          x[3] = Float.NaN;
          return golden.setX(Float32.toBytes(x));
        });
    refused("golden.bin: x holds NaN");
  }

  @Test
  void goldenOutputsThatAreNoNumbersAreNeverMet() throws IOException {
    golden(golden -> golden.setS(Float32.toBytes(nans(golden.getS().size() / Float.BYTES))));
    refused("s differs by NaN");
    golden(golden -> golden.setSwap(Float32.toBytes(nans(golden.getX().size() / Float.BYTES))));
    refused("swap differs by NaN");
  }

  private void manifest(UnaryOperator<String> change) throws IOException {
    Path path = folder.resolve(Manifests.FILE);
    String json = Files.readString(path);
    String changed = change.apply(json);
    assertThat(changed).isNotEqualTo(json);
    Files.writeString(path, changed);
  }

  /** Publishes the model once more, with other golden vectors and true digests. */
  private void golden(UnaryOperator<Golden.Builder> change) throws IOException {
    Map<String, byte[]> files = new HashMap<>(tiny.files());
    byte[] golden = files.get(GoldenVectors.FILE);
    files.put(
        GoldenVectors.FILE,
        change.apply(Golden.parseFrom(golden).toBuilder()).build().toByteArray());
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), files)) {
      folder = staged.publish();
    }
  }

  private static float[] nans(int count) {
    float[] values = new float[count];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> Codec.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(reason);
  }
}
