package io.twofold.server.cli;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.TinyBundle;
import io.twofold.server.ServerConfig;
import io.twofold.server.rpc.ConnectionLimits;
import io.twofold.server.security.Access;
import io.twofold.server.security.TlsFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
        "serve --tls-cert a.pem | --tls-cert and --tls-key go together",
        "serve --tls-client-ca a.pem | --tls-client-ca needs --tls-cert and --tls-key",
        "serve --max-connection-calls 0 | the calls of a connection must be at least 1, not 0",
        "serve --max-connection-age soon | is not a time such as 20ms, 30s or 10m",
        "serve --max-connection-idle 20ms | the idle time of a connection must be from a second",
        "serve --colour | Unknown option: '--colour'",
        "serve now | Unmatched argument",
      })
  void aWrongCallIsExplained(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("Try ./twofold serve --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void plaintextStaysHereUnlessItIsMeantToLeave() {
    assertThat(run("serve --host 0.0.0.0 --port 0 --http-port 0 --repository " + folder))
        .isEqualTo(1);
    assertThat(err.toString())
        .startsWith("Cannot start: the host '0.0.0.0' is reached from other machines")
        .contains("--tls-cert", "--insecure")
        .hasLineCount(1);
  }

  @Test
  void withoutOptionsTheServersDefaultsHold() {
    assertThat(config()).isEqualTo(ServerConfig.defaults());
  }

  @Test
  void optionsSayWhoMayCallAndWhatAConnectionCosts() {
    ServerConfig config =
        config(
            "--tls-cert=c",
            "--tls-key=k",
            "--tls-client-ca=a",
            "--tokens=t",
            "--admin-tokens=r",
            "--insecure",
            "--max-connections=9",
            "--max-connection-calls=7",
            "--max-metadata-bytes=2048",
            "--handshake-timeout=1500ms",
            "--max-connection-idle=2m",
            "--max-connection-age=3h",
            "--max-connection-age-grace=4s",
            "--min-ping-interval=5s");
    assertThat(config.access())
        .isEqualTo(
            new Access(
                new TlsFiles(Path.of("c"), Path.of("k"), Path.of("a")),
                Path.of("t"),
                Path.of("r"),
                true));
    assertThat(config.connections())
        .isEqualTo(
            new ConnectionLimits(
                9,
                7,
                2048,
                Duration.ofMillis(1500),
                Duration.ofMinutes(2),
                Duration.ofHours(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5)));
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

  private static ServerConfig config(String... options) {
    ServeCommand command = new ServeCommand();
    var unused = new CommandLine(command).parseArgs(options);
    return command.config();
  }

  private int run(String line) {
    return Main.run(line.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
