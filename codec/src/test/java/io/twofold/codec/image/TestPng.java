package io.twofold.codec.image;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG file written chunk by chunk, so that its stored samples are known, and may be wrong. */
final class TestPng {

  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGBA = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private TestPng() {}

  static TestPng header(int width, int height, int depth, int colorType) {
    return header(width, height, depth, colorType, 0);
  }

  /** A header with an interlace method: 0 for none, 1 for Adam7. */
  static TestPng header(int width, int height, int depth, int colorType, int interlace) {
    TestPng png = new TestPng();
    try {
      png.out.writeLong(0x89504E470D0A1A0AL);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {(byte) depth, (byte) colorType, 0, 0, (byte) interlace});
      return png.chunk("IHDR", header.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the start of a chunk that says it is {@code length} bytes long. */
  ByteString cutOff(String type, int length) {
    try {
      out.writeInt(length);
      out.write(type.getBytes(StandardCharsets.US_ASCII));
      out.writeLong(0);
      return ByteString.copyFrom(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestPng chunk(String type, byte... data) {
    try {
      byte[] name = type.getBytes(StandardCharsets.US_ASCII);
      CRC32 crc = new CRC32();
      crc.update(name);
      crc.update(data);
      out.writeInt(data.length);
      out.write(name);
      out.write(data);
      out.writeInt((int) crc.getValue());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows' bytes, each row unfiltered. */
  ByteString rows(int[]... rows) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
      for (int[] row : rows) {
        deflater.write(0);
        for (int value : row) {
          deflater.write(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chunk("IDAT", data.toByteArray()).end();
  }

  ByteString end() {
    chunk("IEND");
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
