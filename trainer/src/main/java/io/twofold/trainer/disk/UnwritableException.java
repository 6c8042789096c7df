package io.twofold.trainer.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The disk does not take a file; the message names the file and the reason. */
public final class UnwritableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The failure of writing a file or a folder. */
  public UnwritableException(Path file, IOException cause) {
    super("%s cannot be written: %s".formatted(file, reason(cause)), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is a file, not a folder";
    }
    if (cause instanceof FileSystemException disk && disk.getReason() != null) {
      return disk.getReason();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
