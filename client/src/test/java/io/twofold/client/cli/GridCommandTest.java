package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GridCommandTest {

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path a;
  private final Path b;
  private final Path out;

  GridCommandTest(@TempDir Path folder) {
    this.folder = folder;
    a = folder.resolve("in/a.png");
    b = folder.resolve("in/b.png");
    out = folder.resolve("grid.png");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.createDirectories(folder.resolve("in"));
    Files.write(a, TestImages.png(10, 20, 30, 40));
    Files.write(b, TestImages.png(50, 60, 70, 128));
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void originalsFrameTheSwaps() throws IOException {
    Run run = grid("--content", a, "--style", folder.resolve("in"), "--scale", 1);

    assertThat(run.exitCode()).isZero();
    assertThat(greys())
        .isDeepEqualTo(
            new int[][] {
              {255, 255, 255, 255, 10, 20, 50, 60},
              {255, 255, 255, 255, 30, 40, 70, 128},
              {255, 255, 255, 255, 255, 255, 255, 255},
              {255, 255, 255, 255, 255, 255, 255, 255},
              {10, 20, 255, 255, 10, 20, 10, 20},
              {30, 40, 255, 255, 30, 40, 70, 128},
            });
  }

  @Test
  void scaleRepeatsPixels() throws IOException {
    assertThat(grid("--content", a, "--style", b, "--scale", 3).exitCode()).isZero();

    int[][] greys = greys();
    assertThat(greys).hasDimensions(18, 18);
    assertThat(greys[15]).endsWith(70, 70, 70, 128, 128, 128);
    assertThat(greys[17]).endsWith(70, 70, 70, 128, 128, 128);
  }

  @Test
  void measuresEveryCallAfterTheWarmUp() {
    Run run = grid("--content", a, b, "--style", a, b, "--repeat", 3, "--warmup", 5);

    assertThat(run.out().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).isEqualTo(out + " by halves version 3");
              assertThat(lines.get(1)).matches("12 swaps: p50 \\d+ µs, p95 \\d+ µs, p99 \\d+ µs");
            });
    // One more asks for the shape of the model.
    assertThat(codec.requests()).isEqualTo(3 * 4 + 5 + 1);
  }

  @Test
  void percentilesAreByNearestRank() {
    Latencies latencies =
        new Latencies(LongStream.rangeClosed(1, 200).map(n -> (201 - n) * 1000).toArray());

    assertThat(latencies.count()).isEqualTo(200);
    assertThat(latencies.percentileMicros(50)).isEqualTo(100);
    assertThat(latencies.percentileMicros(99)).isEqualTo(198);
    assertThat(latencies.percentileMicros(100)).isEqualTo(200);
    assertThat(new Latencies(new long[] {7_600}).percentileMicros(1)).isEqualTo(8);
    assertThatIllegalArgumentException().isThrownBy(() -> new Latencies(new long[0]));
  }

  @Test
  void numbersOutOfRangeAreUsageErrors() {
    assertThat(grid("--content", a, "--style", b, "--scale", 0).err())
        .contains("--scale must be 1 to 64, not 0");
    assertThat(grid("--content", a, "--style", b, "--repeat", 0).exitCode()).isEqualTo(2);
    assertThat(grid("--content", a, "--style", b, "--warmup", -1).exitCode()).isEqualTo(2);
  }

  @Test
  void imagesOfOtherSizesAreFitted() throws IOException {
    Path wide = Files.write(folder.resolve("wide.png"), TestImages.greyPng(4, 4, filled(16, 90)));

    assertThat(grid("--content", a, "--style", wide, "--scale", 1).exitCode()).isZero();

    int[][] greys = greys();
    assertThat(greys).hasDimensions(6, 6);
    assertThat(greys[0]).endsWith(90, 90);
    assertThat(greys[4]).endsWith(10, 20);
    assertThat(greys[5]).endsWith(90, 90);
  }

  @Test
  void aGridGoesToStandardOutputAsItDoesToAFile() throws IOException {
    assertThat(grid("--content", a, "--style", b).exitCode()).isZero();

    Run run =
        Run.fed(
            Files.readAllBytes(b),
            "grid",
            "--server",
            codec.target(),
            "--content",
            a,
            "--style",
            "-",
            "--out",
            "-");

    assertThat(run.bytes().toByteArray()).isEqualTo(Files.readAllBytes(out));
  }

  @Test
  void scriptsGetTheLatencies() {
    JsonObject json =
        Documents.line(grid("--content", a, b, "--style", a, "--output", "json").out());

    assertThat(json.keySet())
        .containsExactly("out", "served_by", "swaps", "p50_micros", "p95_micros", "p99_micros");
    assertThat(json.get("swaps").getAsInt()).isEqualTo(2);
    assertThat(json.get("served_by").toString())
        .isEqualTo("[{\"model\":\"halves\",\"version\":3,\"latent_space\":\"run-3\"}]");
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void aBrokenPngIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(b);
    Path broken = Files.write(folder.resolve("broken.png"), Arrays.copyOf(whole, whole.length / 2));

    Run run = grid("--content", a, "--style", broken);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + broken + " is a broken PNG file").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private Run grid(Object... args) {
    Object[] words = new Object[args.length + 5];
    System.arraycopy(
        new Object[] {"grid", "--server", codec.target(), "--out", out}, 0, words, 0, 5);
    System.arraycopy(args, 0, words, 5, args.length);
    return Run.of(words);
  }

  private int[][] greys() throws IOException {
    BufferedImage image = ImageIO.read(out.toFile());
    int[][] greys = new int[image.getHeight()][image.getWidth()];
    for (int y = 0; y < greys.length; y++) {
      for (int x = 0; x < greys[y].length; x++) {
        greys[y][x] = image.getRGB(x, y) & 0xff;
      }
    }
    return greys;
  }
}
