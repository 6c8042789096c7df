package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Status;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code encode} with more images than go in one call. */
@Timeout(120)
class EncodeFolderTest {

  private static final int IMAGES = 300;

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path images;
  private final Path out;

  EncodeFolderTest(@TempDir Path folder) {
    this.folder = folder;
    images = folder.resolve("images");
    out = folder.resolve("out/codes.json");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.createDirectories(images);
    for (int i = 0; i < IMAGES; i++) {
      Files.write(image(i), TestImages.png(i % 256, i / 256, 3, 4));
    }
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void everyImageIsThereInOrder() throws IOException {
    Run run = encode("--out", out);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualToIgnoringNewLines(out + ": 300 codes by halves version 3");
    JsonArray codes = codes();
    assertThat(codes).hasSize(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      JsonObject code = codes.get(i).getAsJsonObject();
      assertThat(code.get("file").getAsString()).isEqualTo(image(i).toString());
      JsonArray s = code.get("s").getAsJsonArray();
      assertThat(s.get(0).getAsFloat()).isEqualTo((i % 256) / 255f);
      int high = i / 256;
      assertThat(s.get(1).getAsFloat()).isEqualTo(high / 255f);
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void callsWithManyImagesHaveAMinute() {
    codec.refuse(Status.DEADLINE_EXCEEDED);
    codec.refuse(Status.DEADLINE_EXCEEDED);
    codec.refuse(Status.DEADLINE_EXCEEDED);

    assertThat(encode("--out", out).err()).contains(" within 60 s;");
    assertThat(encode("--out", out, "--deadline", "7s").err()).contains(" within 7 s;");
    assertThat(Run.of("encode", "--server", codec.target(), image(0)).err())
        .contains(" within 5 s;");
  }

  @Test
  void badFilesAreNamedAndCounted() throws IOException {
    byte[] whole = Files.readAllBytes(image(7));
    Files.write(image(7), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(image(250), "no image");
    Files.delete(image(299));
    Files.createSymbolicLink(image(299), folder.resolve("nothing"));

    Run run = encode("--out", out);

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.out()).isEqualToIgnoringNewLines(out + ": 297 codes by halves version 3");
    assertThat(run.err().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("left out: " + image(7) + " is a broken PNG file"),
            line -> assertThat(line).isEqualTo("left out: " + image(250) + " is not a PNG file"),
            line -> assertThat(line).isEqualTo("left out: there is no file " + image(299)),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "error: 3 of 300 images cannot be used and were left out;"
                            + " mend or remove them, and run the command again"));
    assertThat(codes()).hasSize(IMAGES - 3);
  }

  @Test
  void scriptsHearOfBadFilesInJson() throws IOException {
    Files.writeString(image(250), "no image");

    Run run = encode("--out", out, "--output", "json");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(Documents.line(run.out()))
        .isEqualTo(
            JsonParser.parseString(
                "{'model':'halves','version':3,'latent_space':'run-3','out':'%s','codes':299,"
                        .formatted(out)
                    + "'left_out':[{'file':'%1$s','reason':'%1$s is not a PNG file'}]}"
                        .formatted(image(250))));
    JsonObject error = Documents.line(run.err()).getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo("LEFT_OUT");
    assertThat(error.get("exit_code").getAsInt()).isEqualTo(6);
    assertThat(error.get("message").getAsString())
        .isEqualTo("1 of 300 images cannot be used and were left out");
  }

  @Test
  void withoutOneGoodFileNothingIsWritten() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Files.writeString(image(i), "no image");
    }

    Run run = encode("--out", out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .last()
        .isEqualTo(
            "error: none of 300 images can be used; the first: " + image(0) + " is not a PNG file");
    assertThat(out).doesNotExist();
  }

  @Test
  void anotherChoiceOfVersionStartsOver() throws IOException {
    codec.refuse(Status.UNIMPLEMENTED.withDescription("no"));
    assertThat(encode("--out", out).exitCode()).isEqualTo(1);
    assertThat(encode("--out", out, "--model-version", 3).exitCode()).isZero();
    assertThat(codes()).hasSize(IMAGES);
  }

  private Path image(int number) {
    return images.resolve("%04d.png".formatted(number));
  }

  private JsonArray codes() throws IOException {
    return JsonParser.parseString(Files.readString(out)).getAsJsonObject().getAsJsonArray("codes");
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.(partial|tmp)")).toList();
    }
  }

  private Run encode(Object... options) {
    Object[] words = new Object[options.length + 4];
    System.arraycopy(new Object[] {"encode", images, "--server", codec.target()}, 0, words, 0, 4);
    System.arraycopy(options, 0, words, 4, options.length);
    return Run.of(words);
  }
}
