package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.twofold.server.ServerConfig;
import io.twofold.server.TwofoldServer;
import java.awt.image.BufferedImage;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every snippet of the guide and of the comments does what it says, against the shipped model. */
@Timeout(300)
class SnippetsRunTest {

  /** Of a snippet that wants files of another machine: a certificate and its key. */
  private static final String NEEDS_FILES = "ca.pem";

  @TempDir Path classes;
  @TempDir Path folder;

  @Test
  void everySnippetRuns() throws Exception {
    BufferedImage black = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(black, "png", folder.resolve("three.png").toFile());
    ImageIO.write(black, "png", folder.resolve("seven.png").toFile());
    List<Map.Entry<String, String>> snippets = new ArrayList<>(Snippets.all().entrySet());
    snippets.removeIf(snippet -> snippet.getValue().contains(NEEDS_FILES));
    assertThat(snippets).hasSizeGreaterThan(15);
    try (TwofoldServer server =
            TwofoldServer.start(
                ServerConfig.defaults().onFreePorts(Snippets.ROOT.resolve("models")));
        TwofoldClient client = TwofoldClient.connect("127.0.0.1:" + server.port())) {
      List<String> here =
          snippets.stream().map(snippet -> here(snippet.getValue(), server.port())).toList();
      assertThat(Snippets.compile(here, classes)).isEmpty();
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, SnippetsRunTest.class.getClassLoader())) {
        for (int i = 0; i < here.size(); i++) {
          run(loader.loadClass("snippets.Snippet" + i), client, snippets.get(i).getKey());
        }
      }
    }
    assertThat(folder.resolve("three-like-seven.png")).isNotEmptyFile();
  }

  /** The snippet with this test's server and files, waiting for what it began. */
  private String here(String snippet, int port) {
    String waiting = snippet.contains("CompletableFuture<Images> film") ? "film.join();" : "";
    return snippet
            .replace("127.0.0.1:7411", "127.0.0.1:" + port)
            .replace("Path.of(\"", "Path.of(\"" + folder + "/")
        + waiting;
  }

  private static void run(Class<?> type, TwofoldClient client, String where) throws Exception {
    Callable<?> snippet = (Callable<?>) type.getDeclaredConstructor().newInstance();
    Images image = Images.uint8(1, 28, 28, 1, new byte[784]);
    type.getField("client").set(snippet, client);
    type.getField("three").set(snippet, image);
    type.getField("seven").set(snippet, image);
    type.getField("batches").set(snippet, List.of(image, image));
    type.getField("picture").set(snippet, new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB));
    type.getField("pixels").set(snippet, new float[784]);
    type.getField("registry").set(snippet, new SimpleMeterRegistry());
    assertThat(snippet).as(where).satisfies(one -> ((Callable<?>) one).call());
  }
}
