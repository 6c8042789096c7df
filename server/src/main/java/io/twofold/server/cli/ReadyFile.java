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
