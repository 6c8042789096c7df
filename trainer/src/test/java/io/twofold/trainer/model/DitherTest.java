package io.twofold.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.train.StrongConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DitherTest {

  private static final int DIM = 6;
  private static final double SIGMA = Math.exp(-1);

  private final NDManager manager = NDManager.newBaseManager();
  private final LabelledImages images = Strokes.generate(2000, 3).images();
  private Dither dither;

  @BeforeEach
  void fresh() {
    Engine.getInstance().setRandomSeed(4);
    dither = new Dither(manager, images.imageSize(), DIM);
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void anImageBringsTheSameNoiseEachTime() {
    float[] x = images.floats(0, 50);
    assertThat(noise(x)).isEqualTo(noise(x));
  }

  @Test
  void overImagesTheNoiseIsNearlyNormalAndOfNoLabel() {
    int count = images.count();
    float[] noise = noise(images.floats(0, count));
    for (int d = 0; d < DIM; d++) {
      for (int e = 0; e <= d; e++) {
        double product = 0;
        for (int i = 0; i < count; i++) {
          product += noise[i * DIM + d] * noise[i * DIM + e];
        }
        double covariance = product / count / (SIGMA * SIGMA);
        assertThat(covariance).as("%d, %d", d, e).isCloseTo(d == e ? 1 : 0, within(0.15));
      }
    }
    double[] sums = new double[images.classes() * DIM];
    int[] counts = new int[images.classes()];
    int[] labels = images.labels();
    for (int i = 0; i < count; i++) {
      counts[labels[i]]++;
      for (int d = 0; d < DIM; d++) {
        sums[labels[i] * DIM + d] += noise[i * DIM + d] / SIGMA;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      double expected = 1 / Math.sqrt(counts[i / DIM]);
      assertThat(sums[i] / counts[i / DIM]).isCloseTo(0, within(5 * expected));
    }
  }

  @Test
  void oneGreyLevelHardlyMovesIt() {
    float[] x = images.floats(0, 1);
    float[] before = noise(x);
    x[300] += 1 / 255f;
    float[] after = noise(x);
    for (int d = 0; d < DIM; d++) {
      assertThat((double) after[d])
          .isCloseTo(before[d], within(0.1 * SIGMA))
          .isNotEqualTo(before[d]);
    }
  }

  @Test
  void theStrongRecipeStaysWithinOneAndAHalfTimesTheCostOfSeed() {
    Networks.Sizes seed = new Networks.Sizes(new ImageShape(1, 28, 28), 10, 16, 16, 256, 0, 0);
    try (Networks plain = new Networks(manager, seed);
        Networks strong = new Networks(manager, StrongConfig.DEFAULTS.sizes(images))) {
      assertThat((double) strong.multiplyAdds()).isLessThan(1.5 * plain.multiplyAdds());
    }
  }

  private float[] noise(float[] x) {
    int count = x.length / images.imageSize();
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = pass.create(x, new Shape(count, images.imageSize())).duplicate();
      return dither.addOwn(pass.zeros(new Shape(count, DIM)), batch).toFloatArray();
    }
  }
}
