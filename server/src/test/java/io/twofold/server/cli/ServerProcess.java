package io.twofold.server.cli;

import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code serve} as a process of its own, on free ports. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Path ready;
  private final Path log;
  private final List<String> addresses;

  private ServerProcess(Process process, Path ready, Path log) throws Exception {
    this.process = process;
    this.ready = ready;
    this.log = log;
    await("the ready file", () -> Files.exists(ready) || !process.isAlive());
    assertThat(process.isAlive()).as("%s", Files.readString(log)).isTrue();
    this.addresses = Files.readAllLines(ready);
  }

  /**
   * Starts a server with one worker and a long drain, and waits until it takes calls.
   *
   * @param folder a repository, where the server's log and ready file are kept too
   * @param name of this server among those of the folder
   */
  static ServerProcess start(Path folder, String name, String... options) throws Exception {
    Path ready = folder.resolve(name + ".ready");
    Path log = folder.resolve(name + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Main.class.getName(),
                "serve",
                "--repository",
                folder.toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--workers",
                "1",
                "--drain-seconds",
                "60",
                "--ready-file",
                ready.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new ServerProcess(process, ready, log);
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The gRPC port. */
  int port() {
    return Integer.parseInt(afterColon(addresses.get(0)));
  }

  /** What the HTTP port answers. */
  HttpResponse<String> http(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + afterColon(addresses.get(1)) + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Sends the process a SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits until the process has ended by itself, and makes sure that it did so in order. */
  void requireOrderlyEnd() throws Exception {
    assertThat(process.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", log()).isZero();
    assertThat(ready).doesNotExist();
    assertThat(log()).contains("Stopped: every call in flight was answered.");
  }

  String log() throws Exception {
    return Files.readString(log);
  }

  /** Ends the process at once, where it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String afterColon(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }
}
