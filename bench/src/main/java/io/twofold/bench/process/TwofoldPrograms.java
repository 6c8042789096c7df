package io.twofold.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the programs of this checkout are. */
public final class TwofoldPrograms {

  private static final String SERVER = "io.twofold.server.cli.Main";

  private final Path root;
  private final List<String> options;

  /**
   * @param root the checkout's folder
   * @param options of every virtual machine that serves
   */
  public TwofoldPrograms(Path root, List<String> options) {
    this.root = root;
    this.options = List.copyOf(options);
  }

  public Path root() {
    return root;
  }

  public List<String> options() {
    return options;
  }

  /** A server of this module. */
  public JavaProgram ours(String name, Class<?> main, List<String> args) {
    return new JavaProgram(
        name, options, System.getProperty("java.class.path"), main.getName(), args);
  }

  /**
   * {@code serve} over the repository, on free ports.
   *
   * @throws IOException where there is no server to run
   */
  public JavaProgram serve(String name, Path repository, List<String> args) throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of(
                    "serve",
                    "--repository",
                    repository.toString(),
                    "--port",
                    "0",
                    "--http-port",
                    "0"),
                args.stream())
            .toList();
    return new JavaProgram(name, options, serverClassPath(), SERVER, words);
  }

  private String serverClassPath() throws IOException {
    String own = System.getProperty("java.class.path");
    String resource = SERVER.replace('.', '/') + ".class";
    if (TwofoldPrograms.class.getClassLoader().getResource(resource) != null) {
      return own;
    }
    Path folder = root.resolve("server/target");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<String> jars =
            files
                .filter(file -> file.getFileName().toString().matches("twofold-server-.*\\.jar"))
                .filter(file -> !file.getFileName().toString().endsWith("-tests.jar"))
                .map(Path::toString)
                .toList();
        if (jars.size() == 1) {
          return jars.get(0);
        }
      }
    }
    throw new IOException(
        "there must be one twofold-server jar in %s: build with `./mvnw package -DskipTests`"
            .formatted(folder));
  }
}
