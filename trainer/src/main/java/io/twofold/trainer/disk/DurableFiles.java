package io.twofold.trainer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are whole after a crash: as they were before, or as they were meant to be. */
public final class DurableFiles {

  /** Ends the name of a file that is being written, which begins with a dot. */
  public static final String UNFINISHED = ".new";

  /** Brings bytes into a file. */
  @FunctionalInterface
  interface Output {
    void write(FileChannel channel, byte[] content) throws IOException;
  }

  private DurableFiles() {}

  /**
   * Writes the file anew, at once, and creates the folders above: a reader sees the old content or
   * the new one.
   *
   * @throws UnwritableException where the disk refuses; then the old file is untouched
   */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, content, DurableFiles::writeAll);
  }

  static void replace(Path file, byte[] content, Output output) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is no file in a folder");
    }
    try {
      Files.createDirectories(folder);
      Path whole =
          folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
      try {
        try (FileChannel channel =
            FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          output.write(channel, content);
          channel.force(true);
        }
        Files.move(
            whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      throw new UnwritableException(file, e);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
