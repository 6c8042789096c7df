package io.twofold.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which ends with this one, however this one ends. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final int LINES_OF_LOG = 20;

  private final String name;
  private final Process process;
  private final String target;
  private final Duration startTime;

  private ServerProcess(String name, Process process, String target, Duration startTime) {
    this.name = name;
    this.process = process;
    this.target = target;
    this.startTime = startTime;
  }

  /**
   * Starts a server and waits until it takes calls.
   *
   * @param program a server that takes {@link ReadyFile#OPTION}
   * @param folder where its ready file and its log go
   * @throws IOException where it does not start, with the end of its log
   */
  public static ServerProcess start(JavaProgram program, Path folder)
      throws IOException, InterruptedException {
    Path ready = Files.createTempDirectory(folder, program.name() + "-").resolve("ready");
    Path log = ready.resolveSibling("log");
    ProcessBuilder builder =
        new ProcessBuilder(command(program, ready))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", classPath(program));
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      while (!Files.exists(ready)) {
        if (process.waitFor(1, TimeUnit.MILLISECONDS)
            || System.nanoTime() - began > START_LIMIT.toNanos()) {
          throw new IOException("%s did not start:%n%s".formatted(program.name(), endOf(log)));
        }
      }
      Duration startTime = Duration.ofNanos(System.nanoTime() - began);
      return new ServerProcess(program.name(), process, ReadyFile.target(ready), startTime);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(JavaProgram program, Path ready) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.options());
    command.add(EndsWithParent.class.getName());
    command.add(program.mainClass());
    command.addAll(program.args());
    command.add(ReadyFile.OPTION);
    command.add(ready.toString());
    return command;
  }

  /** The program's own classes, and those that tie it to this process. */
  private static String classPath(JavaProgram program) {
    String own = System.getProperty("java.class.path");
    return program.classPath().equals(own) ? own : program.classPath() + File.pathSeparator + own;
  }

  private static String endOf(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
  }

  public String name() {
    return name;
  }

  /** Where it listens, as {@code host:port}. */
  public String target() {
    return target;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** From the start of the process until it took calls. */
  public Duration startTime() {
    return startTime;
  }

  /** Asks the process to stop, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
