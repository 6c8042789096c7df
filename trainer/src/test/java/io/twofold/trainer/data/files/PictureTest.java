package io.twofold.trainer.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.trainer.data.DataException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

  private static final float[] NO_VALUES = {};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
  void everyFormatGivesItsColours(String format) throws IOException {
    Path file = TestImages.write(folder.resolve("a." + format), 5, 7, new Color(200, 100, 50));
    assertThat(ImageFiles.header(file)).isEqualTo(new ImageHeader(5, 7));
    Picture colour = decode(file, 3);
    assertThat(List.of(colour.channels(), colour.height(), colour.width()))
        .isEqualTo(List.of(3, 5, 7));
    assertThat(colour.values()[0]).isCloseTo(200, within(4f));
    assertThat(colour.values()[35]).isCloseTo(100, within(4f));
    assertThat(colour.values()[70]).isCloseTo(50, within(4f));
    assertThat(decode(file, 1).values()[0]).isCloseTo(124.2f, within(4f));
  }

  @Test
  void greySamplesAreTakenAsTheyAre() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 30);
    Path file = TestImages.write(folder.resolve("g.png"), grey);
    assertThat(decode(file, 1).values()).containsExactly(100, 30);
    assertThat(decode(file, 3).values()).containsExactly(100, 30, 100, 30, 100, 30);

    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x8080);
    Path deepFile = TestImages.write(folder.resolve("d.png"), deep);
    assertThat(decode(deepFile, 1).values()[0]).isCloseTo(128, within(0.1f));
  }

  @Test
  void transparencyIsOverBlack() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80ffffff);
    image.setRGB(1, 0, 0x00ffffff);
    float[] values = decode(TestImages.write(folder.resolve("t.png"), image), 1).values();
    assertThat(values[0]).isCloseTo(128, within(0.5f));
    assertThat(values[1]).isZero();
  }

  @Test
  void theSameSizeKeepsEveryByte() {
    float[] values = new float[28 * 28];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256;
    }
    byte[] bytes = new Picture(1, 28, 28, values).fitted(new ImageSize(28, 28));
    for (int i = 0; i < values.length; i++) {
      assertThat(bytes[i] & 0xff).isEqualTo(i % 256);
    }
  }

  @Test
  void makingSmallerAverages() {
    float[] stripes = new float[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2 == 0 ? 255 : 0;
    }
    byte[] bytes = new Picture(1, 64, 64, stripes).fitted(new ImageSize(8, 8));
    for (byte value : bytes) {
      assertThat(value & 0xff).isBetween(115, 140);
    }
  }

  @Test
  void makingLargerInterpolates() {
    byte[] bytes = new Picture(1, 1, 2, new float[] {0, 200}).fitted(new ImageSize(2, 4));
    assertThat(bytes[0]).isZero();
    assertThat(bytes[1] & 0xff).isEqualTo(50);
    assertThat(bytes[2] & 0xff).isEqualTo(150);
    assertThat(bytes[3] & 0xff).isEqualTo(200);
  }

  @Test
  void proportionsAreKeptAndTheRestIsTheEdgesColour() {
    float[] white = new float[3 * 2 * 4];
    Arrays.fill(white, 240);
    white[5] = 0; // red at the second row's second column, which is on the edge
    byte[] bytes = new Picture(3, 2, 4, white).fitted(new ImageSize(4, 4));
    assertThat(bytes[4 + 5] & 0xff).isZero();
    assertThat(bytes[0] & 0xff).isEqualTo(220);
    assertThat(bytes[16] & 0xff).isEqualTo(240);
  }

  @Test
  void truncatedAndForeignFilesHaveAReason() throws IOException {
    Path whole = TestImages.write(folder.resolve("a.png"), 40, 40, Color.RED);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, 20));
    assertThatThrownBy(() -> ImageFiles.header(cut)).isInstanceOf(DataException.class);
    Path text = Files.write(folder.resolve("t.png"), "text".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ImageFiles.header(text))
        .isInstanceOf(DataException.class)
        .hasMessage("neither PNG, JPEG, BMP nor GIF");
  }

  @Test
  void anAbsurdSizeIsRefusedFromTheHeaderAlone() throws IOException {
    byte[] png = Files.readAllBytes(TestImages.write(folder.resolve("a.png"), 2, 2, Color.RED));
    png[17] = 0x10; // the second byte of the width
    Path file = Files.write(folder.resolve("huge.png"), png);
    assertThatThrownBy(() -> ImageFiles.header(file))
        .isInstanceOf(DataException.class)
        .hasMessage("2 x 1048578 pixels are too many");
  }

  @Test
  void sizesAreWrittenAsHeightByWidth() {
    assertThat(ImageSize.parse("28x32")).isEqualTo(new ImageSize(28, 32)).hasToString("28x32");
    for (String wrong : List.of("28", "28x", "0x5", "28x28x3", "axb", "5000x5")) {
      assertThatThrownBy(() -> ImageSize.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    ImageHeader large = new ImageHeader(480, 640);
    ImageHeader small = new ImageHeader(20, 10);
    assertThat(ImageSize.mostCommon(List.of(small, large, large))).isEqualTo(new ImageSize(48, 64));
    assertThat(ImageSize.mostCommon(List.of(large, small))).isEqualTo(new ImageSize(20, 10));
  }

  private static Picture decode(Path file, int channels) throws IOException {
    Picture picture = ImageFiles.decode(file, channels, warning -> {});
    assertThat(picture.values()).isNotEqualTo(NO_VALUES);
    return picture;
  }
}
