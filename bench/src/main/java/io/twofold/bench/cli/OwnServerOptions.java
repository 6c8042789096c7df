package io.twofold.bench.cli;

import io.twofold.bench.process.TwofoldPrograms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Servers that are started to be measured. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class OwnServerOptions {

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The version that is served. Default: models/mnist/2 of this checkout")
  @Nullable Path bundle;

  @Option(
      names = "--jvm-options",
      paramLabel = "OPTIONS",
      description = "Options of every server's Java. Default: those of `./twofold serve`")
  @Nullable String jvmOptions;

  @Option(
      names = "--serve-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "More options for `serve`, as in \"--workers 1\".")
  String serveOptions;

  Path bundle() {
    return bundle == null ? root().resolve("models/mnist/2") : bundle;
  }

  TwofoldPrograms programs() {
    return new TwofoldPrograms(
        root(),
        words(jvmOptions == null ? System.getProperty("twofold.server-options", "") : jvmOptions));
  }

  List<String> serveOptions() {
    return words(serveOptions);
  }

  private static Path root() {
    return Path.of(System.getProperty("twofold.root", "."));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
