package io.twofold.server.security;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What some files held at one moment. Contents are compared, for a file can be replaced without a
 * change of its size or of its time of modification, or through a link to its folder.
 *
 * @param digests the SHA-256 of each file, or why it cannot be read
 */
record FileState(List<String> digests) {

  static FileState of(List<Path> files) {
    return new FileState(files.stream().map(FileState::of).toList());
  }

  private static String of(Path file) {
    try {
      return HexFormat.of().formatHex(sha256().digest(SmallFile.read(file)));
    } catch (UnusableFileException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
