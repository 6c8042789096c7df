package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImagesTest {

  @Test
  void floatsTravelLittleEndian() {
    Images images = Images.float32(1, 1, 2, 1, new float[] {0, 1});

    assertThat(images.message().getFloat32().toByteArray())
        .containsExactly(0, 0, 0, 0, 0, 0, 0x80, 0x3f);
    assertThat(images.float32()).containsExactly(0, 1);
    assertThat(images).hasToString("Images[1 FLOAT32 of 1x1x2]");
  }

  @Test
  void whatTheCallerDoesToAnArrayChangesNothing() {
    byte[] pixels = {1, 2, 3, 4};
    Images images = Images.uint8(1, 2, 2, 1, pixels);

    pixels[0] = 9;
    images.uint8()[1] = 9;

    assertThat(images.uint8()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void pngFilesAreReadInOrder(@TempDir Path folder) throws IOException {
    Path a = Files.write(folder.resolve("a.png"), TestImages.png(1, 2, 3, 4));
    Path b = Files.write(folder.resolve("b.png"), TestImages.png(5, 6, 7, 8));

    Images images = Images.pngFiles(List.of(b, a));

    assertThat(images.count()).isEqualTo(2);
    assertThat(images.format()).isEqualTo(ImageFormat.PNG);
    assertThat(TestImages.pixels(images.png().get(0))).containsExactly(5, 6, 7, 8);
    assertThatThrownBy(() -> Images.pngFiles(List.of(folder.resolve("missing.png"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void countsAndShapesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.uint8(1, 2, 2, 2, new byte[7]))
        .withMessage("images must have 8 uint8 pixels for their count and shape, not 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.float32(1, 2, 2, 1, new float[3]))
        .withMessageContaining("16 bytes of float32 pixels")
        .withMessageContaining("not 12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.uint8(0, 2, 2, 1, new byte[0]))
        .withMessage("channels, height and width must be at least 1, not 0x2x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.png(List.of()))
        .withMessage("count must be at least 1, not 0");
  }

  @Test
  void theFormatDecidesTheAccessor() {
    Images images = Images.uint8(1, 1, 1, 1, new byte[1]);

    assertThatIllegalStateException()
        .isThrownBy(images::float32)
        .withMessage("images are UINT8, not FLOAT32");
    assertThatIllegalStateException().isThrownBy(images::png);
  }

  @Test
  void anyRangeIsBroughtToZeroToOne() {
    Images images = Images.scaled(1, 1, 4, 1, new float[] {-1, 0, 1, 3}, -1, 1);

    assertThat(images.float32()).containsExactly(0, 0.5f, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.scaled(1, 1, 1, 1, new float[1], 1, 1))
        .withMessage("a range must lead from a smaller to a larger number, not from 1.0 to 1.0");
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsShownAsPictures(ImageFormat format) {
    byte[] pixels = {0, 20, 30, (byte) 255, 1, 2, 3, 4};
    Images images =
        switch (format) {
          case UINT8 -> Images.uint8(1, 2, 2, 2, pixels);
          case FLOAT32 -> Images.float32(1, 2, 2, 2, TestImages.toFloats(pixels));
          case PNG -> Images.png(TestImages.pngs(pixels));
        };

    List<BufferedImage> pictures = images.pictures();

    assertThat(pictures).hasSize(2);
    assertThat(pictures.get(0).getRaster().getSamples(0, 0, 2, 2, 0, (int[]) null))
        .containsExactly(0, 20, 30, 255);
  }

  @Test
  void coloursStayInTheirChannels() {
    BufferedImage picture = Images.uint8(3, 1, 1, 1, new byte[] {10, 20, 30}).pictures().get(0);

    assertThat(picture.getRGB(0, 0)).isEqualTo(0xff0a141e);
  }
}
