package io.twofold.server.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that is full for a while: half of a file finds room then. */
final class FillingDisk implements RolloutFile.Disk {

  boolean full;

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Files.write(file, full ? Arrays.copyOf(content, content.length / 2) : content);
    if (full) {
      throw new IOException("No space left on device");
    }
  }
}
