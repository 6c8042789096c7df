package io.twofold.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines as processes of their own. */
final class ClientProcess {

  private ClientProcess() {}

  /**
   * Starts one.
   *
   * @param log gets what it says
   * @param options of Java
   * @param words the command line
   */
  static Process start(Path log, List<String> options, Object... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(Main.class.getName());
    Stream.of(words).map(Object::toString).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }
}
