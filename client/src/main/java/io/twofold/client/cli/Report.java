package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ServedBy;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands say when they are done. */
final class Report {

  private Report() {}

  /** One line for each image that was written. */
  static void images(CommandSpec spec, Decoded decoded, List<Path> files) {
    String version = version(decoded.servedBy());
    files.forEach(file -> line(spec, "%s by %s".formatted(file, version)));
  }

  /** A version in words, as in "mnist version 3". */
  static String version(ServedBy servedBy) {
    return "%s version %d".formatted(servedBy.model(), servedBy.version());
  }

  static void line(CommandSpec spec, String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
