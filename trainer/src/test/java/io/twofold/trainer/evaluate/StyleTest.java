package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.bundle.ImageShape;
import org.junit.jupiter.api.Test;

/** Styles of shapes that are drawn by hand. */
class StyleTest {

  @Test
  void aBarHasTheWidthHeightAndThicknessOfItsSides() {
    Style bar =
        of(
            "........",
            "..##....",
            "..##....",
            "..##....",
            "..##....",
            "..##....",
            "..##....",
            "........");
    assertThat(bar.slant()).isZero();
    assertThat(bar.mass()).isEqualTo(12);
    assertThat(bar.thickness()).isEqualTo(2.0 * 12 / 16);
    assertThat(bar.width()).isCloseTo(0.5, within(1e-12));
    assertThat(bar.height()).isCloseTo(Math.sqrt(35.0 / 12), within(1e-12));
  }

  @Test
  void whatLeansToTheRightHasAPositiveSlant() {
    Style right = of("...#", "..#.", ".#..", "#...");
    Style left = of("#...", ".#..", "..#.", "...#");
    assertThat(right.slant()).isCloseTo(1, within(1e-12));
    assertThat(left.slant()).isCloseTo(-1, within(1e-12));
    assertThat(of("..##", ".##.", "##..").slant()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aShapeThatReachesTheBorderHasAnEdgeThere() {
    assertThat(of("##", "##").thickness()).isEqualTo(2.0 * 4 / 8);
    assertThat(of("....", ".##.", ".##.", "....").thickness()).isEqualTo(1);
  }

  @Test
  void aHoleAddsToThePerimeter() {
    assertThat(of("###", "#.#", "###").thickness()).isEqualTo(2.0 * 8 / 16);
  }

  @Test
  void aThickerStrokeIsThickerWhereverItLies() {
    double thin = of("......", ".#....", ".#....", ".#....", ".#....", "......").thickness();
    double thick = of("......", "...##.", "...##.", "...##.", "...##.", "......").thickness();
    assertThat(thick).isGreaterThan(1.5 * thin);
  }

  @Test
  void noInkAboveOneHalfIsBlank() {
    assertThat(of("...", "...", "...").isBlank()).isTrue();
    float[] faint = {0.5f, 0.5f, 0.4f, 0.3f};
    assertThat(Style.of(faint, 0, new ImageShape(1, 2, 2)).isBlank()).isTrue();
    assertThat(of("...", "###", "...").isBlank()).as("a row has no slant").isTrue();
    assertThat(of("..", "#.", ".#").isBlank()).isFalse();
  }

  @Test
  void coloursCountByTheirMeanAndImagesByTheirPlace() {
    float[] images = new float[2 * 3 * 4];
    float[] shape = {0, 1, 1, 0};
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 4; i++) {
        images[12 + 4 * channel + i] = shape[i] * (channel == 0 ? 1 : 0.6f);
      }
    }
    ImageShape colour = new ImageShape(3, 2, 2);
    assertThat(Style.of(images, 0, colour).isBlank()).isTrue();
    Style second = Style.of(images, 1, colour);
    assertThat(second.mass()).isCloseTo(2 * 2.2 / 3, within(1e-6));
    assertThat(second.slant()).isCloseTo(1, within(1e-6));
    assertThat(second.thickness()).isEqualTo(0.5);
  }

  private static Style of(String... rows) {
    int width = rows[0].length();
    float[] image = new float[rows.length * width];
    for (int i = 0; i < image.length; i++) {
      image[i] = rows[i / width].charAt(i % width) == '#' ? 1 : 0;
    }
    return Style.of(image, 0, new ImageShape(1, rows.length, width));
  }
}
