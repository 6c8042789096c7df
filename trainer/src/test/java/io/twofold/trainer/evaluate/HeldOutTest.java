package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  @Test
  void everyMeasureIsThereAndInItsRange() {
    Dataset digits = DataLookup.strokes(1, 600);
    Engine.getInstance().setRandomSeed(1);
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets =
            new Networks(
                manager, new Networks.Sizes(new ImageShape(1, 28, 28), 10, 4, 5, 16, 0, 0))) {
      Map<String, Double> codes = HeldOut.codes(Coder.of(nets), digits, what -> {});
      assertThat(codes.keySet())
          .containsExactly("rec_bce", "rec_mse", "s_linear", "z_linear", "z_mlp", "z_std_min");
      for (String share : List.of("rec_mse", "s_linear", "z_linear", "z_mlp")) {
        assertThat(codes.get(share)).as(share).isBetween(0.0, 1.0);
      }
      assertThat(codes.get("rec_bce")).isPositive();
      assertThat(codes.get("z_std_min")).isPositive();

      Map<String, Double> classifiers = HeldOut.classifiers(nets, digits.test());
      assertThat(classifiers.keySet()).containsExactly("clf_s", "clf_x", "clf_z", "swap_clf_x");
      assertThat(classifiers.values()).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }
  }

  /** s holds the image, z nothing; more images than are encoded at once. */
  @Test
  void aPerfectSplitScoresPerfectly() {
    Coder perfect = new Coder(4, 2, images -> images, HeldOutTest::constants, (s, z) -> s);
    List<String> progress = new ArrayList<>();
    Map<String, Double> measures =
        HeldOut.codes(
            perfect,
            new Dataset("bits", "a test", bits(2100, 1), bits(1100, 2), Map.of()),
            progress::add);
    assertThat(measures.get("rec_mse")).isZero();
    assertThat(measures.get("rec_bce")).isCloseTo(0, within(1e-5));
    assertThat(measures.get("s_linear")).isEqualTo(1);
    assertThat(measures.get("z_linear")).isLessThan(0.6);
    assertThat(measures.get("z_mlp")).isLessThan(0.6);
    assertThat(measures.get("z_std_min")).isCloseTo(0, within(1e-5));
    assertThat(progress)
        .startsWith("encoding")
        .contains("linear probe on s: 100 %", "linear probe on z: 100 %")
        .endsWith("MLP probe on z: 100 %");
  }

  @Test
  void aLeakInZIsRead() {
    Coder leaky = new Coder(2, 4, HeldOutTest::constants, images -> images, (s, z) -> z);
    Map<String, Double> measures =
        HeldOut.codes(
            leaky,
            new Dataset("bits", "a test", bits(1100, 1), bits(300, 2), Map.of()),
            what -> {});
    assertThat(measures.get("s_linear")).isLessThan(0.6);
    assertThat(measures.get("z_linear")).isEqualTo(1);
    assertThat(measures.get("z_mlp")).isEqualTo(1);
    assertThat(measures.get("z_std_min")).isCloseTo(0.5, within(0.05));
  }

  private static float[] constants(float[] images) {
    return new float[images.length / 2];
  }

  /** Images of four pixels, black or white; the first is the label. */
  private static LabelledImages bits(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * 4];
    int[] labels = new int[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextBoolean() ? 255 : 0);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = pixels[i * 4] == 0 ? 0 : 1;
    }
    return new LabelledImages(1, 2, 2, pixels, labels, List.of("black", "white"));
  }
}
