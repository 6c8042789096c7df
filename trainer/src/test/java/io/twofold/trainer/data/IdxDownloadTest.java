package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.twofold.codec.bundle.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDownloadTest {

  private static final byte[] CONTENT = "what the digest is of".getBytes(StandardCharsets.UTF_8);
  private static final IdxSet.Part PART =
      new IdxSet.Part("part", IdxSet.Form.UNCOMPRESSED, Sha256.hex(CONTENT));

  /** An answer whose headers come and whose body does not. */
  private static final byte[] STALL = new byte[0];

  @TempDir Path folder;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final List<String> log = new ArrayList<>();
  private Duration fileTimeout = Duration.ofMinutes(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = served.get(exchange.getRequestURI().getPath());
          if (bytes == STALL) {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            return;
          }
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          if (bytes != null) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theSecondMirrorServesWhatTheFirstLacks() throws IOException {
    served.put("/b/part.gz", IdxFileTest.gzip(CONTENT));
    download().into(folder);
    assertThat(IdxFile.uncompressed("part", Files.readAllBytes(folder.resolve("part.gz"))))
        .isEqualTo(CONTENT);
    assertThat(log).hasSize(2);
  }

  @Test
  void aMirrorWithOtherBytesIsPassedOver() throws IOException {
    served.put("/a/part.gz", IdxFileTest.gzip(new byte[] {1, 2, 3}));
    served.put("/b/part.gz", IdxFileTest.gzip(CONTENT));
    download().into(folder);
    assertThat(log).hasSize(2);
    assertThat(files()).containsExactly("part.gz");
  }

  @Test
  void aMirrorThatStallsIsPassedOver() throws IOException {
    fileTimeout = Duration.ofSeconds(1);
    served.put("/a/part.gz", STALL);
    served.put("/b/part.gz", IdxFileTest.gzip(CONTENT));
    download().into(folder);
    assertThat(files()).containsExactly("part.gz");
  }

  @Test
  void withoutAnyGoodMirrorNothingIsLeftAndEachReasonIsGiven() throws IOException {
    served.put("/b/part.gz", IdxFileTest.gzip(new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> download().into(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("HTTP status 404")
        .hasMessageContaining("its uncompressed SHA-256 is");
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    Files.write(folder.resolve("part"), CONTENT);
    download().into(folder);
    assertThat(log).isEmpty();
  }

  @Test
  void aDigestOfThePublishedFileIsOfItsGzippedBytes() throws IOException {
    byte[] published = IdxFileTest.gzip(CONTENT);
    byte[] repacked = IdxFileTest.gzip(CONTENT);
    repacked[8] ^= 2; // the header's hint of how hard it was compressed
    IdxSet.Part part = new IdxSet.Part("part", IdxSet.Form.GZIPPED, Sha256.hex(published));
    served.put("/a/part.gz", repacked);
    assertThatThrownBy(() -> download(part).into(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not Test's part.gz as published: its SHA-256 is");
    assertThat(files()).isEmpty();
    served.put("/b/part.gz", published);
    download(part).into(folder);
    assertThat(Files.readAllBytes(folder.resolve("part.gz"))).isEqualTo(published);
  }

  private IdxDownload download() {
    return download(PART);
  }

  private IdxDownload download(IdxSet.Part part) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    IdxSet set =
        new IdxSet(
            "test",
            "Test",
            "a test",
            1,
            List.of(URI.create(base + "/a/"), URI.create(base + "/b/")),
            List.of(part),
            List.of());
    return new IdxDownload(set, fileTimeout, log::add);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
