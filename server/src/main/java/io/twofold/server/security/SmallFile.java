package io.twofold.server.security;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Reads files that people write by hand or tools write for them. */
final class SmallFile {

  private static final System.Logger LOG = System.getLogger(SmallFile.class.getName());
  private static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /**
   * Reads a whole file.
   *
   * @throws UnusableFileException where it is missing, not to be read, or larger than 1 MiB
   */
  static byte[] read(Path file) throws UnusableFileException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UnusableFileException(
            "'%s' is larger than %d bytes; is it the right file?".formatted(file, MAX_BYTES));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UnusableFileException("there is no file '%s'".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new UnusableFileException("there is no permission to read '%s'".formatted(file), e);
    } catch (IOException e) {
      throw new UnusableFileException("'%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Warns where every user of this machine may read a file that holds a secret. */
  static void warnIfPublic(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        LOG.log(
            Level.WARNING,
            "every user of this machine can read ''{0}''; chmod o-r closes it",
            file);
      }
    } catch (UnsupportedOperationException | IOException e) {
      LOG.log(Level.DEBUG, "the permissions of a secret are not known", e);
    }
  }
}
