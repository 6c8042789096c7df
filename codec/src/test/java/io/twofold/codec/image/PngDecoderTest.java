package io.twofold.codec.image;

import static io.twofold.codec.image.TestPng.GREY;
import static io.twofold.codec.image.TestPng.GREY_ALPHA;
import static io.twofold.codec.image.TestPng.PALETTE;
import static io.twofold.codec.image.TestPng.RGB;
import static io.twofold.codec.image.TestPng.RGBA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stored samples become the values that a model was trained on, whatever kind of PNG holds them.
 */
class PngDecoderTest {

  @Test
  void greySamplesAreTakenAsTheyAre() {
    int[] row = IntStream.range(0, 256).toArray();
    float[] values = decode(TestPng.header(256, 1, 8, GREY).rows(row), 1);
    for (int i = 0; i < 256; i++) {
      assertThat(values[i]).isEqualTo(i / 255f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 0, 1", "2, 27, 0, 0.33333334", "4, 31, 0.06666667, 1"})
  void smallDepthsAreScaledByTheirLargestSample(int depth, int packed, float left, float right) {
    assertThat(decode(TestPng.header(2, 1, depth, GREY).rows(new int[] {packed}), 1))
        .containsExactly(new float[] {left, right}, within(1e-7f));
  }

  @Test
  void sixteenBitsKeepTheirPrecision() {
    assertThat(decode(TestPng.header(2, 1, 16, GREY).rows(new int[] {0x12, 0x34, 0xFF, 0xFF}), 1))
        .containsExactly(new float[] {0x1234 / 65535f, 1}, within(1e-7f));
    assertThat(
            decode(TestPng.header(1, 1, 16, RGB).rows(new int[] {0x12, 0x34, 0, 0, 0xFF, 0xFF}), 3))
        .containsExactly(new float[] {0x1234 / 65535f, 0, 1}, within(1e-7f));
  }

  @Test
  void coloursBecomeLumaForGreyModels() {
    int[] row = {255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90};
    assertThat(decode(TestPng.header(4, 1, 8, RGB).rows(row), 1))
        .containsExactly(new float[] {0.299f, 0.587f, 0.114f, 90 / 255f}, within(1e-7f));
  }

  @Test
  void coloursStandChannelByChannelForColourModels() {
    ByteString file =
        TestPng.header(2, 2, 8, RGB)
            .rows(new int[] {10, 20, 30, 11, 21, 31}, new int[] {12, 22, 32, 13, 23, 33});
    assertThat(decode(file, 3))
        .containsExactly(bytes(10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33), within(1e-7f));
  }

  @Test
  void greyIsRepeatedForColourModels() {
    assertThat(decode(TestPng.header(2, 1, 8, GREY).rows(new int[] {7, 200}), 3))
        .containsExactly(bytes(7, 200, 7, 200, 7, 200), within(1e-7f));
  }

  @Test
  void palettesAreLookedUp() {
    ByteString file =
        TestPng.header(3, 1, 8, PALETTE)
            .chunk("PLTE", new byte[] {(byte) 255, 0, 0, 50, 60, 70})
            .chunk("tRNS", new byte[] {(byte) 255, 0})
            .rows(new int[] {0, 1, 0});
    assertThat(decode(file, 1)).containsExactly(new float[] {0.299f, 0, 0.299f}, within(1e-7f));
  }

  @Test
  void whatShinesThroughIsOverBlack() {
    assertThat(
            decode(
                TestPng.header(2, 1, 8, RGBA).rows(new int[] {255, 255, 255, 51, 9, 9, 9, 0}), 1))
        .containsExactly(new float[] {0.2f, 0}, within(1e-7f));
    assertThat(decode(TestPng.header(2, 1, 8, GREY_ALPHA).rows(new int[] {255, 102, 80, 255}), 1))
        .containsExactly(new float[] {0.4f, 80 / 255f}, within(1e-7f));
    assertThat(
            decode(
                TestPng.header(2, 1, 8, GREY)
                    .chunk("tRNS", new byte[] {0, 80})
                    .rows(new int[] {80, 90}),
                1))
        .containsExactly(bytes(0, 90), within(1e-7f));
  }

  @Test
  void aGammaChangesNothing() {
    ByteString file =
        TestPng.header(1, 1, 8, GREY)
            .chunk("gAMA", new byte[] {0, 0, 0x27, 0x10})
            .chunk("zTXt", new byte[] {'k', 0, 0, 1, 2, 3})
            .rows(new int[] {100});
    assertThat(decode(file, 1)).containsExactly(100 / 255f);
  }

  @Test
  void everyFlippedByteIsSeen() {
    byte[] whole = TestPng.header(2, 1, 8, GREY).rows(new int[] {1, 2}).toByteArray();
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> decode(ByteString.copyFrom(flipped), 2, 1, 1))
          .as("byte %d", i)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("images.png file 0 ");
    }
  }

  @Test
  void filesThatOnlyLookWholeAreRefused() {
    refuses(TestPng.header(2, 2, 8, GREY).rows(new int[] {1, 2}), "cannot be read");
    refuses(TestPng.header(2, 2, 8, GREY).end(), "cannot be read");
    refuses(TestPng.header(2, 2, 8, GREY).chunk("IDAT", (byte) 1).end(), "cannot be read");
    refuses(TestPng.header(2, 2, 7, GREY).rows(new int[] {1, 2}, new int[] {3, 4}), "");
    refuses(TestPng.header(2, 2, 8, PALETTE).rows(new int[] {1, 2}, new int[] {3, 4}), "");
    refuses(TestPng.header(2, 2, 8, GREY).chunk("ABCD").end(), "unknown critical chunk ABCD");
  }

  @Test
  void sizesAreRefusedBeforePixelsAreMade() {
    refuses(
        TestPng.header(2_000_000_000, 2_000_000_000, 16, RGBA).end(),
        "must be 2 pixels high and 2 wide, not 2000000000 high and 2000000000 wide");
    refuses(TestPng.header(0, 2, 8, GREY).end(), "");
    refuses(TestPng.header(-1, 2, 8, GREY).end(), "");
  }

  private static void refuses(ByteString file, String message) {
    assertThatThrownBy(() -> decode(file, 2, 2, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("images.png file 0 ")
        .hasMessageContaining(message);
  }

  private static float[] bytes(int... samples) {
    float[] values = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      values[i] = samples[i] / 255f;
    }
    return values;
  }

  /** Decodes a file of whatever size it says. */
  private static float[] decode(ByteString file, int channels) {
    return decode(file, file.byteAt(19) + 256 * file.byteAt(18), file.byteAt(23), channels);
  }

  private static float[] decode(ByteString file, int width, int height, int channels) {
    ImageShape shape = new ImageShape(channels, height, width);
    float[] values = new float[shape.size()];
    PngDecoder.decode("images.png file 0", file.toByteArray(), shape, values, 0);
    return values;
  }
}
