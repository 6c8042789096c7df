package io.twofold.client.cli.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A PNG image that a command was given, not read yet.
 *
 * @param name what to call it: the file's path, or its place in the standard input
 * @param path the file; null where the bytes came from the standard input
 * @param bytes the bytes that came from there
 */
public record ImageFile(String name, @Nullable Path path, byte @Nullable [] bytes) {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  static ImageFile of(Path path) {
    return new ImageFile(path.toString(), path, null);
  }

  static ImageFile of(String name, byte[] bytes) {
    return new ImageFile(name, null, bytes);
  }

  /**
   * The bytes of the PNG file.
   *
   * @throws IOException where it cannot be read, or is no PNG file
   */
  public byte[] read() throws IOException {
    byte[] png = path == null ? held() : Files.readAllBytes(path);
    if (!isPng(png)) {
      throw new IOException(name + " is not a PNG file");
    }
    return png;
  }

  /**
   * What tells this state of the image from another: size and time of a file.
   *
   * @throws IOException where the file cannot be looked at
   */
  public String stamp() throws IOException {
    if (path == null) {
      return Integer.toString(Arrays.hashCode(held()));
    }
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return attributes.size() + "@" + attributes.lastModifiedTime();
  }

  static boolean isPng(byte[] bytes) {
    return Arrays.equals(bytes, 0, Math.min(SIGNATURE.length, bytes.length), SIGNATURE, 0, 8);
  }

  private byte[] held() {
    if (bytes == null) {
      throw new IllegalStateException(name + " has neither a path nor bytes");
    }
    return bytes;
  }
}
