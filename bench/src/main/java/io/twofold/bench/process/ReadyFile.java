package io.twofold.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file in which a server says where it listens, as {@code serve --ready-file} writes it. */
public final class ReadyFile {

  /** The option that names the file, for every server here. */
  public static final String OPTION = "--ready-file";

  private static final String GRPC = "grpc=";

  private ReadyFile() {}

  /** Writes the file at once, as a whole. */
  public static void write(Path file, String target) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.writeString(draft, GRPC + target + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The {@code host:port} of the gRPC port. */
  static String target(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(GRPC))
        .map(line -> line.substring(GRPC.length()))
        .findFirst()
        .orElseThrow(() -> new IOException("%s has no line %sHOST:PORT".formatted(file, GRPC)));
  }
}
