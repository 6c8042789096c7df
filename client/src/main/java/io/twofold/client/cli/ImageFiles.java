package io.twofold.client.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** PNG files on disk. */
final class ImageFiles {

  private ImageFiles() {}

  /**
   * The files, with each folder replaced by the PNG files in it, sorted by name.
   *
   * @throws IOException where a path does not exist or a folder has no PNG file
   */
  static List<Path> expand(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> listing = Files.list(path)) {
        List<Path> pngs =
            listing
                .filter(
                    file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png"))
                .sorted()
                .toList();
        if (pngs.isEmpty()) {
          throw new IOException(path + " has no PNG files");
        }
        files.addAll(pngs);
      }
    }
    return files;
  }

  /** Writes a file whole or not at all; folders that are missing are made. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file that can be written");
    }
    Files.createDirectories(folder);
    Path partial = folder.resolve(".twofold-" + UUID.randomUUID() + ".part");
    try {
      Files.write(partial, bytes);
      try {
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
