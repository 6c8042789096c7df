package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageRowsTest {

  private static final float[] TWO = {0, 0, 0, 0, 1, 0.2f, 1, 1};

  @Test
  void imagesStandInTheirRowsAndColumns() {
    List<ImageRows.Row> rows =
        List.of(new ImageRows.Row("", TWO), new ImageRows.Row("", new float[4]));
    BufferedImage picture = ImageRows.draw(rows, 1, 2, 2, 5);
    assertThat(picture.getWidth()).isEqualTo(16 + 10 + 4 + 10 + 16);
    assertThat(picture.getHeight()).isEqualTo(16 + 10 + 4 + 10 + 16);
    assertThat(picture.getRGB(15, 16)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(16, 16)).isEqualTo(0xff000000);
    assertThat(picture.getRGB(26, 16)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(35, 16)).isEqualTo(0xff333333);
    assertThat(picture.getRGB(39, 20)).isEqualTo(0xff333333);
    assertThat(picture.getRGB(35, 21)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(16, 30)).isEqualTo(0xff000000);
    assertThat(picture.getRGB(30, 30)).isEqualTo(0xffffffff);
  }

  @Test
  void titlesMakeRoomAtTheLeft() {
    List<ImageRows.Row> rows = List.of(new ImageRows.Row("change z", new float[12]));
    BufferedImage picture = ImageRows.draw(rows, 3, 2, 2);
    int titles = PixelText.width("change z", 2);
    assertThat(picture.getWidth()).isEqualTo(16 + titles + 16 + 6 + 16);
    assertThat(picture.getRGB(16 + titles + 16, 16)).isEqualTo(0xff000000);
  }

  @Test
  void rejectsHalfAnImageAndNoZoom() {
    List<ImageRows.Row> half = List.of(new ImageRows.Row("half", new float[6]));
    assertThatThrownBy(() -> ImageRows.draw(half, 1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 values");
    assertThatThrownBy(() -> ImageRows.draw(List.of(), 1, 2, 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zoom");
  }

  @Test
  void aSwapStandsWhereItsContentAndItsStyleMeet() {
    float[] swaps = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
    BufferedImage picture =
        SwapGrid.draw(new float[] {0, 0.2f}, new float[] {0.4f, 0.6f, 0.8f}, swaps, 1, 1, 1, 4);
    int[] columns = {16, 36, 44, 52};
    int[] rows = {16, 36, 44};
    assertThat(grey(picture, columns[0], rows[0])).isEqualTo(255);
    assertThat(grey(picture, columns[1], rows[0])).isEqualTo(102);
    assertThat(grey(picture, columns[3], rows[0])).isEqualTo(204);
    assertThat(grey(picture, columns[0], rows[1])).isEqualTo(0);
    assertThat(grey(picture, columns[0], rows[2])).isEqualTo(51);
    for (int i = 0; i < swaps.length; i++) {
      assertThat(grey(picture, columns[1 + i % 3], rows[1 + i / 3]))
          .isEqualTo(Math.round(255 * swaps[i]));
    }
  }

  @Test
  void theGridRejectsAMissingSwap() {
    assertThatThrownBy(() -> SwapGrid.draw(new float[2], new float[3], new float[5], 1, 1, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 contents and 3 styles make 6 swaps, not 5");
  }

  private static int grey(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xff;
  }
}
