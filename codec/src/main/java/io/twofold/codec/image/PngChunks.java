package io.twofold.codec.image;

import io.twofold.codec.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file, checked before a decoder sees them (Portable Network Graphics, third
 * edition, section 5).
 *
 * <p>A decoder gets the chunks that make the pixels and no others: text, colour profiles and
 * animation frames may unpack to far more than they weigh, and mean nothing to a model.
 */
final class PngChunks {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** Bytes around a chunk's data: length, type and CRC, four each. */
  private static final int FRAME = 12;

  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** The most data bytes of chunks that a file may have one of. */
  private static final Map<String, Integer> MOST = Map.of("IHDR", 13, "PLTE", 3 * 256, "tRNS", 256);

  private PngChunks() {}

  /**
   * The file without the chunks that do not make pixels.
   *
   * @param name what to call the file in messages
   * @throws InvalidInputException where it is not a PNG file, is cut off, or a chunk's CRC is wrong
   */
  static byte[] pixels(String name, byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (in.remaining() < Long.BYTES || in.getLong() != SIGNATURE) {
      throw new InvalidInputException(name + " is not a PNG file");
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(in.capacity());
    kept.write(in.array(), 0, Long.BYTES);
    Set<String> seen = new HashSet<>();
    for (boolean first = true; ; first = false) {
      int start = in.position();
      int length = in.remaining() < FRAME ? -1 : in.getInt(start);
      if (length < 0 || length > in.remaining() - FRAME) {
        throw new InvalidInputException(name + " is cut off after " + start + " bytes");
      }
      String type = new String(in.array(), start + 4, 4, StandardCharsets.ISO_8859_1);
      requireCrc(name, type, in, start, length);
      if (first != type.equals("IHDR")) {
        throw new InvalidInputException(name + " must have one IHDR chunk, and first");
      }
      Integer most = MOST.get(type);
      if (most != null && (length > most || !seen.add(type))) {
        throw new InvalidInputException(
            "%s must have one chunk %s of at most %d bytes".formatted(name, type, most));
      }
      if (type.equals("PLTE") && (length == 0 || length % 3 != 0)) {
        throw new InvalidInputException(
            name + " has a palette that is not of three bytes for each colour");
      }
      if (KEPT.contains(type)) {
        kept.write(in.array(), start, length + FRAME);
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw new InvalidInputException(name + " has the unknown critical chunk " + type);
      }
      if (type.equals("IEND")) {
        return kept.toByteArray();
      }
      in.position(start + length + FRAME);
    }
  }

  private static void requireCrc(String name, String type, ByteBuffer in, int start, int length) {
    CRC32 crc = new CRC32();
    crc.update(in.slice(start + 4, length + 4));
    if ((int) crc.getValue() != in.getInt(start + 8 + length)) {
      throw new InvalidInputException(
          "%s is damaged: the CRC of chunk %s is wrong".formatted(name, type));
    }
  }
}
