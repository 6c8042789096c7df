package io.twofold.batch.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Java programs as processes on loopback: a Spark of this build's own jars, laid out as a
 * distribution has them, and a Twofold server. Closing ends every process that was started.
 */
final class Programs implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("twofold.root"));
  private static final int START_SECONDS = 180;
  private static final int PAUSE_MILLIS = 50;

  /** What a cluster's Spark does not have: the jar that is submitted must bring it. */
  private static final String NOT_SPARKS =
      "(twofold|onnxruntime|tribuo|picocli|protobuf|gson|guava|failureaccess|jspecify).*";

  private final Path folder;
  private final Path sparkHome;
  private final List<Process> processes = new ArrayList<>();

  Programs(Path folder) throws IOException {
    this.folder = folder;
    this.sparkHome = Files.createDirectory(folder.resolve("spark"));
    Path jars = Files.createDirectory(sparkHome.resolve("jars"));
    try (Stream<Path> files = Files.list(ROOT.resolve("batch/target/lib"))) {
      for (Path jar : files.toList()) {
        String name = jar.getFileName().toString();
        if (!name.matches(NOT_SPARKS)) {
          Files.createSymbolicLink(jars.resolve(name), jar);
        }
      }
    }
  }

  /** A class of Spark's. */
  Process spark(String name, String heap, String mainClass, String... args) throws IOException {
    List<String> words = new ArrayList<>(List.of("-Xmx" + heap));
    for (String opened : System.getProperty("twofold.spark-opens").split(" ", -1)) {
      words.add("--add-opens=%s=ALL-UNNAMED".formatted(opened));
    }
    words.addAll(List.of("-cp", sparkHome.resolve("jars") + "/*", mainClass));
    words.addAll(List.of(args));
    return start(name, words);
  }

  /** {@code serve} over the shipped models, on free ports, and where its HTTP port is. */
  String server() throws IOException {
    Path ready = folder.resolve("ready");
    Path jar = only(ROOT.resolve("server/target"), "twofold-server-.*SNAPSHOT\\.jar");
    Process server =
        start(
            "server",
            List.of(
                "-Xmx512m",
                "-jar",
                jar.toString(),
                "serve",
                "--repository",
                ROOT.resolve("models").toString(),
                "--port",
                "0",
                "--http-port",
                "0",
                "--ready-file",
                ready.toString()));
    await("the server is ready", server, () -> Files.exists(ready));
    return Files.readAllLines(ready).stream()
        .filter(line -> line.startsWith("http="))
        .map(line -> line.substring("http=".length()))
        .findFirst()
        .orElseThrow();
  }

  /** The jar for {@code spark-submit}. */
  static Path submitted() throws IOException {
    return only(ROOT.resolve("batch/target"), "twofold-batch-.*-spark\\.jar");
  }

  private Process start(String name, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile())
            .directory(folder.toFile());
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().remove("CLASSPATH");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Waits for what a process does, and fails with all logs where it ends or never does it. */
  void await(String what, Process process, BooleanSupplier done) {
    long began = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (!process.isAlive()
          || System.nanoTime() - began > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw new IllegalStateException("not so: " + what + System.lineSeparator() + logs());
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** The end of every process's log. */
  String logs() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .map(file -> file.getFileName() + ":" + System.lineSeparator() + end(file))
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String end(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      if (found.size() != 1) {
        throw new IOException("one file %s must be in %s, not %s".formatted(name, folder, found));
      }
      return found.get(0);
    }
  }

  /** Ends a process and those that it started, at once. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      kill(process);
    }
    for (Process process : processes) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
