package io.twofold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Status;
import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.Encoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import io.twofold.client.VersionState;
import io.twofold.codec.Codec;
import io.twofold.server.ServerConfig;
import io.twofold.server.TwofoldServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with nothing left out: train, export, serve, and swap through the client. */
class EndToEndTest {

  @TempDir static Path folder;
  private static TwofoldServer server;
  private static TwofoldClient client;

  @BeforeAll
  static void trainAndServe() throws Exception {
    for (String seed : List.of("1", "2")) {
      trainer(
          "train",
          "--data",
          "strokes",
          "--data-count",
          "1200",
          "--recipe",
          "seed",
          "--epochs",
          "1",
          "--tsne",
          "0",
          "--dim-h",
          "32",
          "--seed",
          seed,
          "--model",
          "digits",
          "--repository",
          folder.resolve("models").toString(),
          "--run-dir",
          folder.resolve("run-" + seed).toString());
    }
    trainer(
        "samples",
        "--data",
        "strokes",
        "--data-count",
        "600",
        "--per-class",
        "1",
        "--out",
        folder.resolve("samples").toString());
    server = TwofoldServer.start(ServerConfig.defaults().onFreePorts(folder.resolve("models")));
    client = TwofoldClient.connect("127.0.0.1:" + server.port());
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theNewestVersionAnswersAndEqualsTheCodecInProcess() throws Exception {
    Images sample = Images.pngFiles(List.of(sample(7), sample(2)));
    Encoded encoded = client.encode(sample);
    assertThat(encoded.servedBy().model()).isEqualTo("digits");
    assertThat(encoded.servedBy().version()).isEqualTo(2);

    try (Codec codec = Codec.open(folder.resolve("models/digits/2"))) {
      assertThat(encoded.codes().latentSpace()).isEqualTo(codec.latentSpace());
      float[] pixels = pixels(sample(7), sample(2));
      io.twofold.codec.Codes expected = codec.encode(pixels);
      assertThat(encoded.codes().s()).containsExactly(expected.s(), within(1e-5f));
      assertThat(encoded.codes().z()).containsExactly(expected.z(), within(1e-5f));
      assertThat(client.decode(encoded.codes(), ImageFormat.FLOAT32).images().float32())
          .containsExactly(codec.decode(expected), within(1e-5f));
    }
  }

  @Test
  void aSwapIsTheContentsSWithTheStylesZ() throws Exception {
    Images content = Images.pngFiles(List.of(sample(7)));
    Images style = Images.pngFiles(List.of(sample(2)));
    Codes ofContent = client.encode(content).codes();
    Codes ofStyle = client.encode(style).codes();
    Codes mixed = new Codes(ofContent.latentSpace(), 1, 16, 16, ofContent.s(), ofStyle.z());

    Decoded swapped = client.swap(content, style, ImageFormat.FLOAT32);

    assertThat(swapped.images().float32())
        .containsExactly(
            client.decode(mixed, ImageFormat.FLOAT32).images().float32(), within(1e-5f));
    assertThat(client.swapAsync(content, style, ImageFormat.UINT8).get().images().uint8())
        .hasSize(784);
  }

  @Test
  void codesOfAnotherRunAreRefused() throws Exception {
    try (Codec older = Codec.open(folder.resolve("models/digits/1"))) {
      Codes foreign = new Codes(older.latentSpace(), 1, 16, 16, new float[16], new float[16]);
      assertThatThrownBy(() -> client.decode(foreign, ImageFormat.PNG))
          .isInstanceOf(TwofoldException.class)
          .hasMessageContaining(older.latentSpace())
          .extracting(failure -> ((TwofoldException) failure).code())
          .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }
  }

  @Test
  void theServerSaysWhatItServes() {
    assertThat(client.models()).extracting(ModelInfo::version).containsExactly(2L, 1L);
    ModelInfo newest = client.models().get(0);
    assertThat(newest.state()).isEqualTo(VersionState.SERVING);
    assertThat(newest.labels()).hasSize(10);
    assertThat(newest.scorecard()).containsKeys("rec_mse", "s_linear", "z_mlp");
  }

  @Test
  void theCommandsTellTheSameStory() throws Exception {
    Path codes = folder.resolve("out/codes.json");
    Path rebuilt = folder.resolve("out/rebuilt.png");
    Path swapped = folder.resolve("out/swapped.png");
    Path grid = folder.resolve("out/grid.png");
    String address = "127.0.0.1:" + server.port();

    client(
        "swap",
        "--server",
        address,
        "--content",
        sample(7),
        "--style",
        sample(2),
        "--out",
        swapped);
    client("encode", "--server", address, sample(7), "--out", codes);
    client("decode", "--server", address, codes, "--out", rebuilt);
    String gridSaid =
        client(
            "grid",
            "--server",
            address,
            "--content",
            folder.resolve("samples"),
            "--style",
            sample(2),
            "--out",
            grid);

    assertThat(ImageIO.read(swapped.toFile()).getWidth()).isEqualTo(28);
    assertThat(ImageIO.read(rebuilt.toFile()).getWidth()).isEqualTo(28);
    assertThat(ImageIO.read(grid.toFile()).getHeight()).isGreaterThan(10 * 28 * 3);
    assertThat(gridSaid).contains("by digits version 2", "10 swaps: p50", "p99");
    assertThat(client("models", "--server", address)).containsPattern("digits +2 +serving");
  }

  private static Path sample(int digit) {
    return folder.resolve("samples/%d_0.png".formatted(digit));
  }

  private static float[] pixels(Path... files) throws Exception {
    float[] pixels = new float[files.length * 784];
    for (int i = 0; i < files.length; i++) {
      BufferedImage image = ImageIO.read(files[i].toFile());
      for (int p = 0; p < 784; p++) {
        pixels[i * 784 + p] = image.getRaster().getSample(p % 28, p / 28, 0) / 255f;
      }
    }
    return pixels;
  }

  private static void trainer(String... args) {
    StringWriter err = new StringWriter();
    int exitCode =
        io.twofold.trainer.cli.Main.run(
            args, new PrintWriter(new StringWriter()), new PrintWriter(err));
    assertThat(exitCode).as(err.toString()).isZero();
  }

  private static String client(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    int exitCode = io.twofold.client.cli.Main.run(words, InputStream.nullInputStream(), out, err);
    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
