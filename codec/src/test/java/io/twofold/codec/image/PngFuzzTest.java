package io.twofold.codec.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Anything at all as a PNG file: either it is refused as an invalid input, or it gives values from
 * 0 to 1. Run with {@code .ci/fuzz}.
 */
class PngFuzzTest {

  private static final ImageShape GREY = new ImageShape(1, 4, 5);
  private static final ImageShape COLOUR = new ImageShape(3, 4, 5);
  private static final int SIGNATURE_BYTES = 8;

  @FuzzTest
  void png(byte[] bytes) {
    byte[] whole = withTrueCrcs(bytes);
    for (ImageShape shape : new ImageShape[] {GREY, COLOUR}) {
      float[] values = new float[shape.size()];
      try {
        PngDecoder.decode("file", whole, shape, values, 0);
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).startsWith("file ");
        continue;
      }
      for (float value : values) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  /** A fuzzer does not guess checksums: chunks get the right ones. */
  private static byte[] withTrueCrcs(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes.clone());
    int at = SIGNATURE_BYTES;
    while (file.capacity() - at >= 12) {
      int length = file.getInt(at);
      if (length < 0 || length > file.capacity() - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(file.array(), at + 4, length + 4);
      file.putInt(at + 8 + length, (int) crc.getValue());
      at += length + 12;
    }
    return file.array();
  }
}
