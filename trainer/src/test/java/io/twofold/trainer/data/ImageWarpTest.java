package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageWarpTest {

  private static final int SIZE = 9;

  @Test
  void noWarpLeavesAnImageAsItIs() {
    float[] image = bar();
    assertThat(apply(new ImageWarp(0, 0, 0, 0, 0, 0, 0), image)).isEqualTo(image);
  }

  @Test
  void aShiftMovesEveryColumn() {
    float[] moved = apply(new ImageWarp(0, 0, 0, 0, 1, 0, 0), bar());
    for (int row = 2; row < 7; row++) {
      assertThat(moved[row * SIZE + 3]).isEqualTo(1);
      assertThat(moved[row * SIZE + 4]).isZero();
    }
  }

  /** Rows above and below the middle move to opposite sides, by their distance from it. */
  @Test
  void aShearSlantsAnUprightBar() {
    float[] sheared = apply(new ImageWarp(0, 1, 0, 0, 0, 0, 0), bar());
    assertThat(sheared[4 * SIZE + 4]).isEqualTo(1);
    assertThat(sheared[2 * SIZE + 6]).isEqualTo(1);
    assertThat(sheared[6 * SIZE + 2]).isEqualTo(1);
  }

  @Test
  void thicknessGrowsAndShrinksStrokesByAShare() {
    float[] image = bar();
    assertThat(apply(new ImageWarp(0, 0, 0, 0, 0, 0, 0.5f), image)[4 * SIZE + 3]).isEqualTo(0.5f);
    assertThat(apply(new ImageWarp(0, 0, 0, 0, 0, 0, 1f), image)[4 * SIZE + 5]).isEqualTo(1);
    assertThat(apply(new ImageWarp(0, 0, 0, 0, 0, 0, -0.5f), image)[4 * SIZE + 4]).isEqualTo(0.5f);
    assertThat(apply(new ImageWarp(0, 0, 0, 0, 0, 0, -1f), image)).containsOnly(0);
  }

  @Test
  void aRangeDrawsToBothSidesAndStaysWithin() {
    ImageWarp.Range range = new ImageWarp.Range(0.1f, 0.2f, 0.3f, 0.4f, 0.5f);
    SplittableRandom random = new SplittableRandom(1);
    float least = 0;
    float most = 0;
    for (int i = 0; i < 1000; i++) {
      ImageWarp warp = range.draw(random);
      assertThat(Math.abs(warp.rotation())).isLessThanOrEqualTo(0.1f);
      assertThat(Math.abs(warp.stretchY())).isLessThanOrEqualTo(0.3f);
      assertThat(Math.abs(warp.shiftX())).isLessThanOrEqualTo(0.4f);
      least = Math.min(least, warp.shear());
      most = Math.max(most, warp.shear());
    }
    assertThat(least).isBetween(-0.2f, -0.19f);
    assertThat(most).isBetween(0.19f, 0.2f);
  }

  /** An upright bar in the middle column of rows 2 to 6. */
  private static float[] bar() {
    float[] image = new float[SIZE * SIZE];
    for (int row = 2; row < 7; row++) {
      image[row * SIZE + 4] = 1;
    }
    return image;
  }

  private static float[] apply(ImageWarp warp, float[] image) {
    float[] target = new float[image.length];
    warp.apply(image, target, 0, SIZE, SIZE);
    return target;
  }
}
