package io.twofold.codec.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/**
 * Reads the files of a bundle: plain files alone, through one opening of each, so that what is
 * exchanged in between is seen, and never more bytes than were announced.
 */
final class PlainFiles {

  private static final Set<OpenOption> NO_LINKS =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final int PIECE_BYTES = 1 << 16;

  private PlainFiles() {}

  /**
   * A whole file.
   *
   * @throws BundleException where it is no plain file, or larger than {@code maxBytes}
   */
  static byte[] readAtMost(Path folder, String name, int maxBytes) throws IOException {
    try (SeekableByteChannel channel = open(folder, name);
        InputStream in = Channels.newInputStream(channel)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new BundleException(folder, name + " is larger than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /**
   * A whole file of a size that is known.
   *
   * @throws BundleException where it is no plain file, or has another size
   */
  static byte[] readExactly(Path folder, String name, int size) throws IOException {
    try (SeekableByteChannel channel = open(folder, name);
        InputStream in = Channels.newInputStream(channel)) {
      requireSize(folder, name, size, channel.size());
      byte[] bytes = new byte[size];
      int got = in.readNBytes(bytes, 0, size);
      requireEnd(folder, name, size, got, in);
      return bytes;
    }
  }

  /**
   * The SHA-256 of a file of a size that is known; it is not held in memory.
   *
   * @throws BundleException where it is no plain file, or has another size
   */
  static String digest(Path folder, String name, long size) throws IOException {
    try (SeekableByteChannel channel = open(folder, name);
        InputStream in = Channels.newInputStream(channel)) {
      requireSize(folder, name, size, channel.size());
      MessageDigest digest = Sha256.newDigest();
      byte[] piece = new byte[PIECE_BYTES];
      long got = 0;
      while (got < size) {
        int read = in.read(piece, 0, (int) Math.min(piece.length, size - got));
        if (read < 0) {
          break;
        }
        digest.update(piece, 0, read);
        got += read;
      }
      requireEnd(folder, name, size, got, in);
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static SeekableByteChannel open(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(folder, name + " is missing or not a plain file");
    }
    return Files.newByteChannel(path, NO_LINKS);
  }

  private static void requireEnd(Path folder, String name, long size, long got, InputStream in)
      throws IOException {
    requireSize(folder, name, size, got);
    if (in.read() >= 0) {
      throw new BundleException(folder, name + " grew while it was read");
    }
  }

  private static void requireSize(Path folder, String name, long size, long found)
      throws BundleException {
    if (found != size) {
      throw new BundleException(
          folder, "%s has %d bytes, the manifest says %d".formatted(name, found, size));
    }
  }
}
