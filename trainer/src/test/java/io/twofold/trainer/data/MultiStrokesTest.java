package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MultiStrokesTest {

  private static final int AREA = MultiStrokes.SIDE * MultiStrokes.SIDE;
  private static final int LABELS = MultiStrokes.NAMES.size();
  private static final MultiStrokeImages DRAWN = MultiStrokes.generate(2000, 1);

  @Test
  void theSameSeedDrawsTheSameAndFewerAreAPrefix() {
    MultiStrokeImages few = MultiStrokes.generate(100, 1);
    assertThat(few.images().sha256()).isEqualTo(DRAWN.images().head(100).sha256());
    assertThat(few.factors()).isEqualTo(DRAWN.factors().subList(0, 100));
    assertThat(MultiStrokes.generate(100, 2).images().sha256()).isNotEqualTo(few.images().sha256());
    assertThatThrownBy(() -> MultiStrokes.generate(-1, 1)).hasMessageContaining("-1");
  }

  @Test
  void labelsAreFairAndIndependent() {
    LabelledImages images = DRAWN.images();
    assertThat(images.labelNames())
        .containsExactly("frame", "top-bar", "left-bar", "ring", "dot", "diagonal");
    Set<Integer> combinations = new HashSet<>();
    for (int a = 0; a < LABELS; a++) {
      assertThat(images.labelling().counts()[a]).isBetween(900, 1100);
      for (int b = 0; b < a; b++) {
        int agree = 0;
        for (int i = 0; i < images.count(); i++) {
          agree += images.labelling().has(i, a) == images.labelling().has(i, b) ? 1 : 0;
        }
        assertThat(agree).isBetween(880, 1120);
      }
    }
    for (int i = 0; i < images.count(); i++) {
      int combination = 0;
      for (int label = 0; label < LABELS; label++) {
        combination = 2 * combination + (images.labelling().has(i, label) ? 1 : 0);
      }
      combinations.add(combination);
    }
    assertThat(combinations).hasSize(64);
  }

  @Test
  void anImageIsItsLabelsInItsStyle() {
    for (int i = 0; i < 20; i++) {
      byte[] again = MultiStrokes.draw(labels(i), DRAWN.factors().get(i));
      byte[] pixels = DRAWN.images().pixels();
      assertThat(again).isEqualTo(Arrays.copyOfRange(pixels, i * AREA, (i + 1) * AREA));
    }
  }

  /** Every flip changes a fair number of pixels, and no pixel is changed by two labels. */
  @Test
  void eachLabelHasPixelsOfItsOwn() {
    for (int i = 0; i < 300; i++) {
      MultiStrokeFactors style = DRAWN.factors().get(i);
      byte[] whole = MultiStrokes.draw(labels(i), style);
      boolean[] taken = new boolean[AREA];
      for (int label = 0; label < LABELS; label++) {
        boolean[] flipped = labels(i);
        flipped[label] = !flipped[label];
        byte[] other = MultiStrokes.draw(flipped, style);
        double change = 0;
        for (int p = 0; p < AREA; p++) {
          if (other[p] != whole[p]) {
            assertThat(taken[p]).as("pixel %d of image %d", p, i).isFalse();
            taken[p] = true;
            change += Math.abs((other[p] & 0xff) - (whole[p] & 0xff)) / 255.0;
          }
        }
        assertThat(change).as("label %d of image %d", label, i).isGreaterThan(1.5);
      }
    }
  }

  @Test
  void factorsFillTheirRanges() {
    assertThat(DRAWN.factors())
        .allSatisfy(
            style -> {
              assertThat(style.slant()).isBetween(-0.2, 0.2);
              assertThat(style.thickness()).isBetween(1.3, 2.0);
              assertThat(style.scale()).isBetween(0.9, 1.1);
              assertThat(style.brightness()).isBetween(0.65, 1.0);
              assertThat(style.noise()).isBetween(0.0, 0.04);
            });
    assertThat(DRAWN.factors().stream().mapToDouble(MultiStrokeFactors::slant).max().orElseThrow())
        .isGreaterThan(0.19);
  }

  private static boolean[] labels(int image) {
    boolean[] on = new boolean[LABELS];
    for (int label = 0; label < LABELS; label++) {
      on[label] = DRAWN.images().labelling().has(image, label);
    }
    return on;
  }
}
