package io.twofold.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that says where a server listens, for scripts. It is there, whole, while calls are taken.
 */
record ReadyFile(Path path) {

  /**
   * @throws IllegalArgumentException where the path cannot be a file: it is a folder, or lies in
   *     none
   */
  ReadyFile {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "--ready-file must be a file, and '%s' is a folder".formatted(path));
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "--ready-file must be in a folder that exists, unlike '%s'".formatted(path));
    }
  }

  /**
   * Writes the file.
   *
   * @param grpc HOST:PORT of the gRPC port
   * @param http HOST:PORT of the HTTP port
   */
  void write(String grpc, String http) throws IOException {
    Path draft = path.toAbsolutePath().resolveSibling(".ready-" + UUID.randomUUID());
    try {
      Files.writeString(draft, "grpc=%s\nhttp=%s\n".formatted(grpc, http));
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
