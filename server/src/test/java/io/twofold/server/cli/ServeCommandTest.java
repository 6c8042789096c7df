package io.twofold.server.cli;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.TinyBundle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void servesUntilItIsStopped() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    Path ready = folder.resolve("ready.txt");
    Files.writeString(ready, "left by another server");
    ExecutorService runner = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exit =
          runner.submit(
              () ->
                  run(
                      "serve --port 0 --http-port 0 --ready-file %s --repository %s"
                          .formatted(ready, folder)));
      await("Serving", () -> out.toString().contains("Serving on") || exit.isDone());
      assertThat(Files.readAllLines(ready))
          .hasSize(2)
          .satisfies(lines -> assertThat(lines.get(0)).matches("grpc=127\\.0\\.0\\.1:\\d+"))
          .satisfies(lines -> assertThat(lines.get(1)).matches("http=127\\.0\\.0\\.1:\\d+"));

      runner.shutdownNow();
      assertThat(runner.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(exit.get()).isZero();
    } finally {
      runner.shutdownNow();
    }
    assertThat(ready).doesNotExist();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("tiny/1: images 1x4x5, s 3, z 2, latent space tiny-1");
    assertThat(lines.get(1))
        .matches(
            "Serving on 127\\.0\\.0\\.1:\\d+ \\(gRPC\\) and http://127\\.0\\.0\\.1:\\d+/metrics\\."
                + " Stop with Ctrl-C\\.");
    assertThat(lines.get(2)).isEqualTo("Stopped: every call in flight was answered.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void withoutAModelItSaysHowToMakeOne() {
    assertThat(run("serve --port 0 --http-port 0 --repository " + folder)).isEqualTo(1);
    assertThat(err.toString()).startsWith("Cannot start: no model in").contains("./twofold train");
    assertThat(run("serve --port 0 --http-port 0 --repository " + folder.resolve("nowhere")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no model repository at");
  }

  @Test
  void aReadyFileMustBeAFileInAFolder() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("serve --port 0 --http-port 0 --ready-file " + empty)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--ready-file must be a file, and '%s' is a folder".formatted(empty));
    assertThat(empty).isDirectory();
    Path nowhere = folder.resolve("nowhere/ready.txt");
    assertThat(run("serve --port 0 --http-port 0 --ready-file " + nowhere)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--ready-file must be in a folder that exists, unlike '%s'".formatted(nowhere));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --port seven | Invalid value for option '--port'",
        "serve --port 70000 | port must be from 0 to 65535, not 70000",
        "serve --port 5 --http-port 5 | port and httpPort must differ",
        "serve --max-images 0 | maxImages must be at least 1, not 0",
        "serve --workers 0 | workers must be at least 1, not 0",
        "serve --drain-seconds -1 | drain must not be negative",
        "serve --shutdown-delay-seconds -1 | shutdown delay must not be negative",
        "serve --drain-seconds 9223372036854775807 | drain must be at most a day, not PT",
        "serve --colour | Unknown option: '--colour'",
        "serve now | Unmatched argument",
      })
  void aWrongCallIsExplained(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("Try ./twofold serve --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandItNamesThem() {
    assertThat(Main.run(new String[0], new PrintWriter(out), new PrintWriter(err, true)))
        .isEqualTo(2);
    assertThat(err.toString()).contains("Name a command: serve");
  }

  @Test
  void helpTeachesByExample() {
    assertThat(run("serve --help")).isZero();
    assertThat(out.toString())
        .contains("Usage: ./twofold serve")
        .contains("Default: models")
        .contains("Default: 7411")
        .contains("./twofold serve --port 0 --http-port 0 --ready-file ready.txt");
  }

  private int run(String line) {
    return Main.run(line.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
