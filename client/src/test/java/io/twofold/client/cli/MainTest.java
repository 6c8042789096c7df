package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.twofold.client.FakeCodecServer;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.Images;
import io.twofold.v1.PngImages;
import io.twofold.v1.SwapResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeCodecServer server;
  private Path image;

  @BeforeEach
  void start() throws IOException {
    server = new FakeCodecServer();
    image = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"swap", "grid", "encode", "decode", "models"})
  void helpTeachesByExample(String command) {
    assertThat(Main.run(new String[] {command, "--help"}, print(out), print(err))).isZero();
    assertThat(out.toString()).contains("Usage: ./twofold " + command, "  ./twofold " + command);
  }

  @Test
  void aWrongCommandLineIsTwo() {
    assertThat(run("swap", "--content", image)).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required options").contains("--style");
  }

  @Test
  void severalAnswersGoIntoAFolder() throws IOException {
    server.swapped = SwapResponse.newBuilder().setImages(png(2)).build();
    Path target = folder.resolve("new/folder");
    assertThat(run("swap", "--content", image, "--style", image, "--out", target)).isZero();
    assertThat(names(target)).containsExactly("0000.png", "0001.png");
  }

  @Test
  void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
    server.swapped = SwapResponse.newBuilder().setImages(png(1)).build();
    Path target = Files.writeString(folder.resolve("out.png"), "old");
    assertThat(run("swap", "--content", image, "--style", image, "--out", target)).isZero();
    assertThat(Files.readAllBytes(target)).containsExactly(0);
    assertThat(names(folder)).containsExactly("a.png", "out.png");
  }

  @Test
  void aRefusalIsThreeAndOneLine() {
    server.refusal = Status.NOT_FOUND.withDescription("model 'x' is not served");
    assertThat(run("encode", image)).isEqualTo(3);
    assertThat(err.toString()).isEqualToIgnoringNewLines("twofold: model 'x' is not served");
  }

  @Test
  void anUnreachableServerIsFour() {
    server.close();
    assertThat(run("models")).isEqualTo(4);
    assertThat(err.toString()).contains("is a server running there?").hasLineCount(1);
  }

  @Test
  void aMissingImageIsOne() {
    assertThat(run("encode", folder.resolve("nowhere.png"))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("twofold: there is no " + folder.resolve("nowhere.png"));
  }

  @Test
  void aFolderWithoutImagesIsOne() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("encode", empty)).isEqualTo(1);
    assertThat(err.toString()).contains("has no PNG files");
  }

  @Test
  void codesTravelThroughTheDocument() throws IOException {
    server.decoded = DecodeResponse.newBuilder().setImages(png(2)).build();
    Path document =
        Files.writeString(
            folder.resolve("codes.json"),
            """
            {"latent_space": "run", "codes": [{"s": [1, 2], "z": [3]}, {"s": [4, 5], "z": [6]}]}
            """);
    assertThat(run("decode", document, "--out", folder.resolve("dir"))).isZero();
    DecodeRequest request = (DecodeRequest) server.requests.remove();
    assertThat(request.getCodes().getLatentSpace()).isEqualTo("run");
    assertThat(request.getCodes().getCount()).isEqualTo(2);
    assertThat(request.getCodes().getDimS()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "not json",
        "{\"codes\": [{\"s\": [1], \"z\": [2]}, {\"s\": [1, 2], \"z\": [2]}]}",
        "{\"codes\": [{\"s\": [1], \"z\": null}]}",
        "{\"codes\": [null]}"
      })
  void brokenDocumentsAreOneAndOneLine(String text) throws IOException {
    Path document = Files.writeString(folder.resolve("codes.json"), text);
    assertThat(run("decode", document, "--out", folder.resolve("x.png"))).isEqualTo(1);
    assertThat(err.toString()).startsWith("twofold: " + document).hasLineCount(1);
  }

  private int run(Object... args) {
    Stream<Object> words = Stream.concat(Stream.of(args), Stream.of("--server", server.address()));
    return Main.run(words.map(Object::toString).toArray(String[]::new), print(out), print(err));
  }

  private static PrintWriter print(StringWriter writer) {
    return new PrintWriter(writer);
  }

  private static Images png(int count) {
    PngImages.Builder files = PngImages.newBuilder();
    for (byte i = 0; i < count; i++) {
      files.addFiles(ByteString.copyFrom(new byte[] {i}));
    }
    return Images.newBuilder().setCount(count).setPng(files).build();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
