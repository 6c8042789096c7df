package io.twofold.client.cli.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.client.ServedBy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodesFormatsTest {

  private static final Origin ORIGIN = new Origin(new ServedBy("mnist", 2, "8a63"), 1, 2);
  private static final List<String> NAMES = List.of("a.png", "odd, \"name\"\n.png", "ö.png");
  private static final float[][] S = {{1.5f}, {Float.MIN_VALUE}, {-3.4028235e38f}};
  private static final float[][] Z = {{0.1f, -0f}, {1e-7f, 123456.79f}, {3, 4}};
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void codesComeBackBitForBit(CodesFormat format) throws IOException {
    CodesDocument document =
        CodesFile.read(write(format), format, null, CodesFormatsTest::noServer);

    assertThat(document.names()).isEqualTo(NAMES);
    assertThat(document.servedBy()).isEqualTo(ORIGIN.servedBy());
    assertThat(document.codes().latentSpace()).isEqualTo("8a63");
    assertThat(document.codes().dimS()).isEqualTo(1);
    assertThat(document.codes().dimZ()).isEqualTo(2);
    assertThat(document.codes().s()).containsExactly(flat(S));
    assertThat(document.codes().z()).containsExactly(flat(Z));
  }

  @ParameterizedTest
  @CsvSource({"codes.json, JSON", "CODES.CSV, CSV", "a.b/c.npy, NPY", "codes, JSON", "x.txt, JSON"})
  void theNameSaysTheFormat(String name, CodesFormat format) {
    assertThat(CodesFormat.of(name)).isEqualTo(format);
  }

  @Test
  void csvIsATable() throws IOException {
    assertThat(Files.readString(write(CodesFormat.CSV)))
        .startsWith(
            """
            file,model,version,latent_space,s_0,z_0,z_1
            a.png,mnist,2,8a63,1.5,0.1,-0.0
            "odd, ""name""
            .png",mnist,2,8a63,1.4E-45,1.0E-7,123456.79
            """);
  }

  @Test
  void csvOfOtherProgramsIsRead() throws IOException {
    CodesDocument document =
        csv("\ufeffz_1,s_0,note,z_0\r\n4,1,\"x\r\ny\",3\r\n\r\n 8 ,5,,7\r\n", "8a63");

    assertThat(document.names()).containsExactly("", "");
    assertThat(document.servedBy()).isEqualTo(new ServedBy("", 0, "8a63"));
    assertThat(document.codes().s()).containsExactly(1, 5);
    assertThat(document.codes().z()).containsExactly(3, 4, 7, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | it is empty",
        "file,latent_space,s_0,z_0 | it has no codes",
        "file,s_0,z_0;a,1,2 | the column 'latent_space' is missing: --latent-space says it",
        "latent_space,z_0;x,1 | the column 's_0' is missing",
        "latent_space,s_0,s_2,z_0;x,1,2,3 | the column 's_1' is missing",
        "latent_space,s_0,z_0;x,1,2;x,1 | line 3 must have 3 columns, not 2",
        "latent_space,s_0,z_0;x,1,two | line 2: 'two' is not a number",
        "latent_space,s_0,z_0;x,1,2;y,1,2 | line 3 is of the latent space y, and those before of x",
        "latent_space,s_0,z_0;\"x,1,2 | line 2 has a quote without an end"
      })
  void whatIsWrongWithACsvIsSaid(String text, String reason) {
    assertThatThrownBy(() -> csv(text.replace(';', '\n'), null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("codes.csv is not a document of `./twofold encode`: " + reason);
  }

  @Test
  void versionsOfOneLatentSpaceGoTogether() throws IOException {
    String text = "model,version,latent_space,s_0,z_0\nm,1,x,1,2\nm,2,x,3,4\n";
    assertThat(csv(text, null).servedBy()).isEqualTo(new ServedBy("m", 0, "x"));
  }

  @Test
  void npyIsAsNumpyWritesIt() throws IOException {
    byte[] bytes = Files.readAllBytes(write(CodesFormat.NPY));

    String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
    assertThat(bytes).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(header.strip())
        .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }");
    assertThat(header).endsWith("\n");
    assertThat(bytes).hasSize(128 + 3 * 3 * 4);
    assertThat(Arrays.copyOfRange(bytes, 128, 132)).containsExactly(0, 0, 0xc0, 0x3f);
  }

  @Test
  void anArrayWithoutTheFileBesideItNeedsItsLatentSpace() throws IOException {
    Path file = write(CodesFormat.NPY);
    Files.delete(Path.of(file + ".json"));

    assertThatThrownBy(
            () -> CodesFile.read(file, CodesFormat.NPY, null, CodesFormatsTest::noServer))
        .hasMessageContaining("keep the .json file beside it, or give --latent-space");
    CodesDocument document = CodesFile.read(file, CodesFormat.NPY, "8a63", id -> ORIGIN);
    assertThat(document.names()).containsExactly("", "", "");
    assertThat(document.codes().z()).containsExactly(flat(Z));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f4 -> <f8 | its array must be float32 in C order",
        "False -> True_ | its array must be float32 in C order",
        "(3, 3) -> (3,  ) | its array must be float32 in C order",
        "(3, 3) -> (9, 1) | its rows must have 3 values, 1 of s and 2 of z, not 1",
        "(3, 3) -> (2, 3) | it has 2 rows, and 3 files are named beside it",
        "NUMPY -> NUMPX | it is not an array of numpy in NPY 1.0"
      })
  void whatIsWrongWithAnArrayIsSaid(String edit, String reason) throws IOException {
    Path file = write(CodesFormat.NPY);
    String[] words = edit.split(" -> ", -1);
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace(words[0], words[1]).getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(
            () -> CodesFile.read(file, CodesFormat.NPY, null, CodesFormatsTest::noServer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() throws IOException {
    Path file = write(CodesFormat.NPY);
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(
            () -> CodesFile.read(file, CodesFormat.NPY, null, CodesFormatsTest::noServer))
        .hasMessageContaining("it ends too early");
    Files.write(file, Arrays.copyOf(whole, whole.length + 4));
    assertThatThrownBy(
            () -> CodesFile.read(file, CodesFormat.NPY, null, CodesFormatsTest::noServer))
        .hasMessageContaining("it is longer than its shape says");
  }

  /** A writer into a pipe fails with its last bytes where the reader has left. */
  @ParameterizedTest
  @EnumSource
  void aDocumentIsReadToTheEndOfItsStream(CodesFormat format) throws IOException {
    byte[] document = Files.readAllBytes(write(format));
    boolean[] ended = {false};
    InputStream stream =
        new ByteArrayInputStream(document) {
          @Override
          public synchronized int read(byte[] bytes, int from, int length) {
            int read = super.read(bytes, from, 1);
            ended[0] |= read < 0;
            return read;
          }
        };

    CodesDocument read = CodesFile.read(stream, "the pipe", format, "8a63", id -> ORIGIN);

    assertThat(read.codes().count()).isEqualTo(3);
    assertThat(ended[0]).isTrue();
  }

  @Test
  void whatFollowsADocumentIsRefused() throws IOException {
    Path file = write(CodesFormat.JSON);
    Files.writeString(file, "{}", StandardOpenOption.APPEND);

    assertThatThrownBy(
            () -> CodesFile.read(file, CodesFormat.JSON, null, CodesFormatsTest::noServer))
        .hasMessageContaining("something follows the document");
  }

  private Path write(CodesFormat format) throws IOException {
    Path file = folder.resolve("codes." + format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CodesWriter writer = format.writer(bytes, ORIGIN, NAMES.size())) {
      for (int i = 0; i < NAMES.size(); i++) {
        writer.write(NAMES.get(i), S[i], Z[i]);
      }
    }
    Files.write(file, bytes.toByteArray());
    if (format == CodesFormat.NPY) {
      Files.writeString(Path.of(file + NpyCodes.SIDECAR), NpyCodes.sidecar(ORIGIN, NAMES));
    }
    return file;
  }

  private CodesDocument csv(String text, @Nullable String latentSpace) throws IOException {
    Path file = Files.writeString(folder.resolve("codes.csv"), text);
    return CodesFile.read(file, CodesFormat.CSV, latentSpace, CodesFormatsTest::noServer);
  }

  private static Origin noServer(String latentSpace) {
    throw new AssertionError("the server is not asked for " + latentSpace);
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    return flat;
  }
}
