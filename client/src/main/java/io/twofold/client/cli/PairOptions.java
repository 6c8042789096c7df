package io.twofold.client.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which images to swap. */
final class PairOptions {

  @Option(
      names = "--content",
      required = true,
      arity = "1..*",
      paramLabel = "PNG",
      description = "What the answer shows: files, or folders of them.")
  List<Path> contents = List.of();

  @Option(
      names = "--style",
      required = true,
      arity = "1..*",
      paramLabel = "PNG",
      description = "How it looks: files, or folders of them.")
  List<Path> styles = List.of();
}
