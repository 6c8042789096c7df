package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.bundle.LabelKind;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final Labels.Multi MULTI =
      new Labels.Multi(new byte[] {1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0}, NAMES);

  @Test
  void subsetsAreKeptThroughSlicesAndPicks() {
    LabelledImages images = new LabelledImages(1, 1, 1, new byte[] {10, 20, 30, 40}, MULTI);
    assertThat(images.labelKind()).isEqualTo(LabelKind.MULTI);
    assertThat(images.count()).isEqualTo(4);
    assertThat(images.labelling().counts()).containsExactly(2, 2, 2);
    LabelledImages picked = images.pick(new int[] {3, 0});
    assertThat(picked.pixels()).containsExactly(40, 10);
    assertThat(picked.targets()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(images.slice(1, 3).targets()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThatThrownBy(images::labels).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void classesAreOneHotTargets() {
    LabelledImages images = new LabelledImages(1, 1, 1, new byte[2], new int[] {2, 0}, NAMES);
    assertThat(images.labelKind()).isEqualTo(LabelKind.SINGLE);
    assertThat(images.targets()).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(images.labels()).containsExactly(2, 0);
  }

  @Test
  void aBatchHoldsTheTargetsOfItsImages() {
    LabelledImages images = new LabelledImages(1, 1, 1, new byte[] {0, 51, 102, (byte) 153}, MULTI);
    BatchSampler sampler = new BatchSampler(images, 50, 1);
    sampler.draw();
    FloatBuffer pixels = sampler.pixels().asFloatBuffer();
    FloatBuffer targets = sampler.targets().asFloatBuffer();
    assertThat(targets.remaining()).isEqualTo(150);
    for (int i = 0; i < 50; i++) {
      int image = Math.round(pixels.get(i) * 5);
      for (int label = 0; label < 3; label++) {
        assertThat(targets.get(i * 3 + label)).isEqualTo(MULTI.has(image, label) ? 1 : 0);
      }
    }
  }

  @Test
  void theLabelsAreInTheDigest() {
    byte[] pixels = new byte[4];
    byte[] other = MULTI.flags().clone();
    other[0] = 0;
    assertThat(new LabelledImages(1, 1, 1, pixels, MULTI).sha256())
        .isNotEqualTo(new LabelledImages(1, 1, 1, pixels, new Labels.Multi(other, NAMES)).sha256());
  }

  @Test
  void labelsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Labels.Multi(new byte[] {0, 2, 0}, NAMES))
        .hasMessageContaining("must be 0 or 1, not 2");
    assertThatThrownBy(() -> new Labels.Multi(new byte[4], NAMES))
        .hasMessageContaining("4 flags are no whole number of images with 3 labels");
    assertThatThrownBy(() -> new Labels.Single(new int[] {3}, NAMES))
        .hasMessageContaining("label 3 is not one of 3 classes");
    assertThatThrownBy(() -> new Labels.Single(new int[0], List.of("a", "a")))
        .hasMessageContaining("different names");
  }

  @Test
  void theTwoPartsOfADataSetHaveOneKindOfLabels() {
    LabelledImages single = new LabelledImages(1, 1, 1, new byte[1], new int[] {0}, NAMES);
    LabelledImages multi = new LabelledImages(1, 1, 1, new byte[4], MULTI);
    assertThatThrownBy(() -> new Dataset("x", "x", single, multi, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one set of labels");
  }
}
