package io.twofold.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code serve} as a process of its own, always on the same port. */
final class ServerProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 240;

  private final Path folder;
  private final String name;
  private final int port;
  private Process process;

  private ServerProcess(Path folder, String name, int port) throws Exception {
    this.folder = folder;
    this.name = name;
    this.port = port;
    this.process = launch();
  }

  /**
   * Starts a server and waits until it takes calls.
   *
   * @param folder a repository, where the server's log is kept too
   */
  static ServerProcess start(Path folder, String name) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return new ServerProcess(folder, name, port);
  }

  String target() {
    return "127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** Sends a SIGTERM, waits for the end, and starts the server again. */
  void restart() throws Exception {
    process.destroy();
    restartOnceEnded();
  }

  /** Ends the process without a word, and starts the server again. */
  void crash() throws Exception {
    process.destroyForcibly();
    restartOnceEnded();
  }

  private void restartOnceEnded() throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    process = launch();
  }

  private Process launch() throws Exception {
    Path ready = Files.createTempDirectory(folder, ".ready-" + name).resolve("ready");
    Path log = ready.resolveSibling("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "io.twofold.server.cli.Main",
                "serve",
                "--repository",
                folder.toString(),
                "--port",
                Integer.toString(port),
                "--http-port",
                "0",
                "--ready-file",
                ready.toString()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process started = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!Files.exists(ready)) {
        if (started.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IOException("no server:%n%s".formatted(Files.readString(log)));
        }
      }
      return started;
    } catch (IOException | InterruptedException e) {
      started.destroyForcibly();
      throw e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
