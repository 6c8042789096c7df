package io.twofold.trainer.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of the IDX format with unsigned bytes: two zero bytes, the type 0x08, the number of
 * dimensions, each dimension as a big-endian int, then the values. Gzipped files are recognised by
 * their first bytes, whatever they are called.
 *
 * @param dimensions the size of each dimension
 * @param bytes the whole file, uncompressed
 */
record IdxFile(int[] dimensions, byte[] bytes) {

  private static final int UNSIGNED_BYTE = 0x08;

  /**
   * Reads a file.
   *
   * @throws DataException where it is truncated, too long or not an IDX file of unsigned bytes
   */
  static IdxFile read(Path path) throws IOException {
    return parse(path.toString(), uncompressed(path.toString(), Files.readAllBytes(path)));
  }

  /** The bytes themselves, or what they hold where they are gzipped. */
  static byte[] uncompressed(String name, byte[] bytes) throws IOException {
    boolean gzipped = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (!gzipped) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (EOFException | ZipException e) {
      throw new DataException(name + " is truncated or broken: " + e.getMessage(), e);
    }
  }

  static IdxFile parse(String name, byte[] bytes) throws DataException {
    if (bytes.length < 4 || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != UNSIGNED_BYTE) {
      throw new DataException(name + " is not an IDX file of unsigned bytes");
    }
    int rank = bytes[3] & 0xff;
    int header = 4 + 4 * rank;
    if (rank < 1 || rank > 4 || bytes.length < header) {
      throw new DataException(name + " has a broken header: " + rank + " dimensions");
    }
    int[] dimensions = new int[rank];
    long values = 1;
    for (int i = 0; i < rank; i++) {
      dimensions[i] = ByteBuffer.wrap(bytes).getInt(4 + 4 * i);
      if (dimensions[i] < 1) {
        throw new DataException(name + " has a dimension of size " + dimensions[i]);
      }
      values = Math.min(Integer.MAX_VALUE, values * dimensions[i]);
    }
    if (bytes.length - header != values) {
      throw new DataException(
          "%s is truncated or too long: %s needs %d bytes of values, the file has %d"
              .formatted(name, Arrays.toString(dimensions), values, bytes.length - header));
    }
    return new IdxFile(dimensions, bytes);
  }

  /** The values, without the header. */
  byte[] values() {
    return Arrays.copyOfRange(bytes, 4 + 4 * dimensions.length, bytes.length);
  }
}
