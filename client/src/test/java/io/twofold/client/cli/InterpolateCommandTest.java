package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class InterpolateCommandTest {

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path a;
  private final Path b;

  InterpolateCommandTest(@TempDir Path folder) {
    this.folder = folder;
    a = folder.resolve("a.png");
    b = folder.resolve("b.png");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.write(a, TestImages.png(0, 10, 20, 30));
    Files.write(b, TestImages.png(100, 110, 220, 230));
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @ParameterizedTest
  @CsvSource({
    "both, 0 10 50 60 100 110, 20 30 120 130 220 230",
    "s,    0 10 50 60 100 110, 20 30 20 30 20 30",
    "z,    0 10 0 10 0 10,     20 30 120 130 220 230"
  })
  void aStripShowsTheWay(String part, String upper, String lower) throws IOException {
    Path out = folder.resolve("strip.png");

    Run run = interpolate("--out", out, "--steps", 3, "--scale", 1, "--of", part);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualToIgnoringNewLines(out + ": 3 steps by halves version 3");
    assertThat(TestImages.pixels(Files.readAllBytes(out)))
        .containsExactly(numbers(upper + " " + lower));
  }

  @Test
  void framesGoToAFolder() throws IOException {
    Path out = folder.resolve("frames");

    assertThat(interpolate("--out", out, "--steps", 2).exitCode()).isZero();

    assertThat(TestImages.pixels(Files.readAllBytes(out.resolve("0001.png"))))
        .containsExactly(0, 10, 20, 30);
    assertThat(TestImages.pixels(Files.readAllBytes(out.resolve("0002.png"))))
        .containsExactly(100, 110, 220, 230);
  }

  @Test
  void aPipeTakesAnImageAndGivesAStrip() throws IOException {
    Run run =
        Run.fed(
            Files.readAllBytes(a),
            "interpolate",
            "--server",
            codec.target(),
            "--from",
            "-",
            "--to",
            b,
            "--out",
            "-",
            "--steps",
            2,
            "--scale",
            1);

    assertThat(run.exitCode()).isZero();
    assertThat(TestImages.pixels(run.bytes().toByteArray()))
        .containsExactly(0, 10, 100, 110, 20, 30, 220, 230);
  }

  @Test
  void scriptsGetWhatWasMade() {
    Path out = folder.resolve("strip.png");
    assertThat(Documents.line(interpolate("--out", out, "--of", "z", "--output", "json").out()))
        .isEqualTo(
            JsonParser.parseString(
                "{'model':'halves','version':3,'latent_space':'run-3','out':'%s','steps':9,'of':'z'}"
                    .formatted(out)));
  }

  @ParameterizedTest
  @CsvSource({
    "--steps, 1, '--steps must be 2 to 1024, not 1'",
    "--scale, 65, '--scale must be 1 to 64, not 65'",
    "--of, w, 'w'"
  })
  void whatIsOutOfRangeIsAUsageError(String option, String value, String message) {
    Run run = interpolate("--out", folder.resolve("strip.png"), option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  @Test
  void aStripThatIsTooWideIsAUsageError() {
    Run run = interpolate("--out", folder.resolve("s.png"), "--steps", 1024, "--scale", 64);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("too large", "choose fewer --steps or a smaller --scale");
  }

  private static int[] numbers(String words) {
    return Arrays.stream(words.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private Run interpolate(Object... options) {
    Object[] words = new Object[options.length + 7];
    System.arraycopy(
        new Object[] {"interpolate", "--server", codec.target(), "--from", a, "--to", b},
        0,
        words,
        0,
        7);
    System.arraycopy(options, 0, words, 7, options.length);
    return Run.of(words);
  }
}
