package io.twofold.codec.image;

import static io.twofold.codec.image.TestPng.GREY;
import static io.twofold.codec.image.TestPng.PALETTE;
import static io.twofold.codec.image.TestPng.RGBA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG files made to cost their reader far more than they weigh. */
class HostilePngTest {

  /** Unpacks to a thousand times its size, and is damaged at its end: whoever gets there fails. */
  private static final byte[] BOMB = bomb();

  private static final int[] LEFT_HALF = {255, 0};

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iCCP", "iTXt"})
  void whatIsNotPixelsIsNeverUnpacked(String type) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("name\0\0".getBytes(StandardCharsets.US_ASCII));
    data.write(BOMB);
    ByteString file = TestPng.header(2, 1, 8, GREY).chunk(type, data.toByteArray()).rows(LEFT_HALF);
    assertThat(decode(file)).containsExactly(1, 0);
  }

  @Test
  void pixelsBeyondTheLastRowAreNeverUnpacked() {
    ByteString file = TestPng.header(2, 1, 8, GREY).chunk("IDAT", BOMB).end();
    assertThat(decode(file)).containsExactly(0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 1",
    "1, 2147483647",
    "2147483647, 2147483647",
    "-2147483648, 1",
    "65536, 65536",
    "0, 0"
  })
  void sizesThatAreNotTheModelsAreRefusedBeforePixelsAreMade(int width, int height) {
    refused(TestPng.header(width, height, 16, RGBA).chunk("IDAT", BOMB).end());
    refused(TestPng.header(width, height, 16, RGBA, 1).chunk("IDAT", BOMB).end());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 30, 5})
  void aChunkLongerThanTheFileIsCutOff(int length) {
    for (String type : new String[] {"IDAT", "PLTE", "zTXt"}) {
      assertThatThrownBy(() -> decode(TestPng.header(2, 1, 8, GREY).cutOff(type, length)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("file is cut off after 33 bytes");
    }
  }

  @Test
  void manyEmptyChunksAreOnlyCounted() {
    TestPng png = TestPng.header(2, 1, 8, GREY);
    for (int i = 0; i < 200_000; i++) {
      png.chunk("IDAT");
    }
    assertThat(decode(png.rows(LEFT_HALF))).containsExactly(1, 0);
  }

  @Test
  void palettesOutOfBoundsAreRefused() {
    refused(TestPng.header(2, 1, 8, PALETTE).chunk("PLTE", new byte[10 << 20]).rows(LEFT_HALF));
    refused(TestPng.header(2, 1, 8, PALETTE).chunk("PLTE", new byte[2]).rows(LEFT_HALF));
    refused(TestPng.header(2, 1, 8, PALETTE).chunk("PLTE").rows(LEFT_HALF));
    TestPng small = TestPng.header(2, 1, 8, PALETTE).chunk("PLTE", new byte[6]);
    refused(small.chunk("tRNS", new byte[10 << 20]).rows(LEFT_HALF));
  }

  @Test
  void aSecondPaletteIsRefused() {
    int[] row = {0, 0};
    TestPng one = TestPng.header(2, 1, 8, PALETTE).chunk("PLTE", new byte[3]);
    assertThat(decode(one.rows(row))).containsExactly(0, 0);
    TestPng two = TestPng.header(2, 1, 8, PALETTE).chunk("PLTE", new byte[3]);
    refused(two.chunk("PLTE", new byte[3]).rows(row));
  }

  @Test
  void interlacedPixelsAreRead() {
    ByteString file = TestPng.header(2, 1, 8, GREY, 1).rows(new int[] {255}, new int[] {0});
    assertThat(decode(file)).containsExactly(1, 0);
    refused(TestPng.header(2, 1, 8, GREY, 7).rows(LEFT_HALF));
  }

  @Test
  void whatFollowsTheEndIsNotLookedAt() {
    ByteString file =
        TestPng.header(2, 1, 8, GREY)
            .rows(LEFT_HALF)
            .concat(ByteString.copyFrom(new byte[] {1, 2, 3}));
    assertThat(decode(file)).containsExactly(1, 0);
  }

  private static void refused(ByteString file) {
    assertThatThrownBy(() -> decode(file)).isInstanceOf(InvalidInputException.class);
  }

  private static float[] decode(ByteString file) {
    float[] values = new float[2];
    PngDecoder.decode("file", file.toByteArray(), new ImageShape(1, 1, 2), values, 0);
    return values;
  }

  private static byte[] bomb() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(new byte[64 << 20]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = packed.toByteArray();
    Arrays.fill(bytes, bytes.length - 16, bytes.length, (byte) 0xFF);
    return bytes;
  }
}
