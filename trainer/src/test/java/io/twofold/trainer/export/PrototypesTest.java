package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrototypesTest {

  private static final List<String> NAMES = List.of("a", "b", "all", "none");

  /** The code of an image of one pixel is that pixel in hundredths, and 1. */
  private static float[] encode(float[] images) {
    float[] codes = new float[2 * images.length];
    for (int i = 0; i < images.length; i++) {
      codes[2 * i] = Math.round(255 * images[i]) / 100f;
      codes[2 * i + 1] = 1;
    }
    return codes;
  }

  @Test
  void severalLabelsHaveAMeanOnAndOff() {
    byte[] flags = {1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0};
    LabelledImages images =
        new LabelledImages(1, 1, 1, new byte[] {10, 20, 90}, new Labels.Multi(flags, NAMES));
    assertThat(Prototypes.of(images, PrototypesTest::encode, 2))
        .satisfiesExactly(
            a -> {
              assertThat(a.getLabel()).isEqualTo("a");
              assertThat(a.getSList()).containsExactly(0.15f, 1f);
              assertThat(a.getSOffList()).containsExactly(0.9f, 1f);
            },
            b -> {
              assertThat(b.getLabel()).isEqualTo("b");
              assertThat(b.getSList()).containsExactly(0.2f, 1f);
              assertThat(b.getSOffList()).containsExactly(0.5f, 1f);
            });
  }

  @Test
  void classesHaveTheMeanOfTheirImagesAlone() {
    LabelledImages images =
        new LabelledImages(1, 1, 1, new byte[] {10, 20, 90}, new int[] {1, 1, 0}, NAMES);
    assertThat(Prototypes.of(images, PrototypesTest::encode, 2))
        .satisfiesExactly(
            a -> assertThat(a.getSList()).containsExactly(0.9f, 1f),
            b -> assertThat(b.getSList()).containsExactly(0.15f, 1f))
        .allSatisfy(prototype -> assertThat(prototype.getSOffCount()).isZero());
  }
}
