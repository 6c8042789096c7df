package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Status;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import io.twofold.v1.DecodeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@code encode} and {@code decode}. */
@Timeout(60)
class CodesCommandsTest {

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path a;
  private final Path b;
  private final Path codes;

  CodesCommandsTest(@TempDir Path folder) {
    this.folder = folder;
    a = folder.resolve("a.png");
    b = folder.resolve("b.png");
    codes = folder.resolve("codes.json");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.write(a, TestImages.png(0, 255, 51, 4));
    Files.write(b, TestImages.png(5, 6, 7, 8));
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void theDocumentSaysWhereTheCodesComeFrom() {
    Run run = Run.of("encode", a, b, "--server", codec.target());

    assertThat(run.exitCode()).isZero();
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(json.get("model").getAsString()).isEqualTo("halves");
    assertThat(json.get("version").getAsLong()).isEqualTo(3);
    assertThat(json.get("latent_space").getAsString()).isEqualTo("run-3");
    assertThat(json.get("dim_s").getAsInt()).isEqualTo(2);
    assertThat(json.get("dim_z").getAsInt()).isEqualTo(2);
    assertThat(json.get("codes").getAsJsonArray()).hasSize(2);
    JsonObject code = json.get("codes").getAsJsonArray().get(0).getAsJsonObject();
    assertThat(code.get("file").getAsString()).isEqualTo(a.toString());
    assertThat(code.get("s")).hasToString("[0.0,1.0]");
    assertThat(code.get("z").getAsJsonArray().get(0).getAsFloat()).isEqualTo(51 / 255f);
  }

  @Test
  void thereAndBack() throws Exception {
    Path out = folder.resolve("out");

    Run encode = Run.of("encode", a, b, "--out", codes, "--server", codec.target());
    Run decode = Run.of("decode", codes, "--out", out, "--server", codec.target());

    assertThat(encode.out()).isEqualToIgnoringNewLines(codes + ": 2 codes by halves version 3");
    assertThat(decode.exitCode()).isZero();
    assertThat(pixels(out.resolve("0001.png"))).containsExactly(0, 255, 51, 4);
    assertThat(pixels(out.resolve("0002.png"))).containsExactly(5, 6, 7, 8);
  }

  @Test
  void oneCodeGoesToOneFile() throws IOException {
    Path out = folder.resolve("rebuilt.png");
    Run.of("encode", a, "--out", codes, "--server", codec.target());

    assertThat(Run.of("decode", codes, "--out", out, "--server", codec.target()).exitCode())
        .isZero();

    assertThat(pixels(out)).containsExactly(0, 255, 51, 4);
  }

  @Test
  void theVersionThatEncodedDecodesUnlessAnotherIsNamed() throws Exception {
    Path out = folder.resolve("out");
    Run.of("encode", a, "--out", codes, "--server", codec.target());
    Halves.next(codec, io.twofold.v1.EncodeRequest.class);

    Run.of("decode", codes, "--out", out, "--server", codec.target());
    Run.of("decode", codes, "--out", out, "--server", codec.target(), "--model-version", 4);

    DecodeRequest byDefault = Halves.next(codec, DecodeRequest.class);
    assertThat(byDefault.getModel().getModel()).isEqualTo("halves");
    assertThat(byDefault.getModel().getVersion()).isEqualTo(3);
    DecodeRequest named = Halves.next(codec, DecodeRequest.class);
    assertThat(named.getModel().getModel()).isEqualTo("halves");
    assertThat(named.getModel().getVersion()).isEqualTo(4);
  }

  @Test
  void codesOfAnotherLatentSpaceAreRefused() {
    Run.of("encode", a, "--out", codes, "--server", codec.target());
    codec.refuse(Status.FAILED_PRECONDITION.withDescription("codes of run-3 for run-4"));

    Run run = Run.of("decode", codes, "--out", folder, "--server", codec.target());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "error: codes of run-3 for run-4; encode again, or decode with the version that"
                + " encoded");
  }

  @Test
  void severalCodesNeedAFolder() {
    Run.of("encode", a, b, "--out", codes, "--server", codec.target());

    Run run = Run.of("decode", codes, "--out", folder.resolve("c.png"), "--server", codec.target());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("2 images need a folder, not --out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json                     | ",
        "[]                          | ",
        "{}                          | 'dim_s' is missing",
        "{'dim_s': 'two'}            | was two",
        "CODES \"s\": [0.0,1.0]      -> \"s\": [0.0]       | 's' must have 2 values, not 1",
        "CODES \"s\": [0.0,1.0]      -> \"s\": [0.0,\"x\"] | 'x'",
        "CODES \"file\"              -> \"name\"           | 'file' is missing",
        "CODES \"latent_space\"      -> \"space\"          | 'latent_space' is missing",
        "CODES \"dim_z\": 2          -> \"dim_z\": -1      | 'z' must have -1 values, not 2"
      },
      quoteCharacter = '`')
  void whatIsNoDocumentIsNamed(String text, String reason) throws IOException {
    Files.writeString(codes, text);
    if (text.startsWith("CODES")) {
      String[] edit = text.substring(6).split("->", 2);
      Run.of("encode", a, "--out", codes, "--server", codec.target());
      Files.writeString(codes, Files.readString(codes).replace(edit[0].strip(), edit[1].strip()));
    }

    Run run = Run.of("decode", codes, "--out", folder, "--server", codec.target());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: " + codes + " is not a document of `./twofold encode`: ")
        .hasLineCount(1);
    if (reason != null) {
      assertThat(run.err().replace('"', '\'')).contains(reason);
    }
  }

  @Test
  void whatIsNoTextIsNamed() {
    Run image = Run.of("decode", a, "--out", folder, "--server", codec.target());
    assertThat(image.exitCode()).isEqualTo(1);
    assertThat(image.err())
        .isEqualToIgnoringNewLines(
            "error: " + a + " is not a document of `./twofold encode`: it is not UTF-8 text");

    Run directory = Run.of("decode", folder, "--out", folder, "--server", codec.target());
    assertThat(directory.exitCode()).isEqualTo(1);
    assertThat(directory.err())
        .isEqualToIgnoringNewLines(
            "error: " + folder + " is a folder, not a document of `./twofold encode`");
  }

  private static int[] pixels(Path png) throws IOException {
    return TestImages.pixels(Files.readAllBytes(png));
  }
}
