package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WhiteningTest {

  private static final int DIM = 3;
  private static final int COUNT = 500;

  @Test
  void whitenedFeaturesHaveMeanZeroAndCovarianceOne() {
    float[] features = features();
    Whitening whitening = Whitening.of(features, new float[DIM]);
    float[] white = new float[features.length];
    for (int i = 0; i < COUNT; i++) {
      for (int out = 0; out < DIM; out++) {
        for (int in = 0; in < DIM; in++) {
          white[i * DIM + out] +=
              (features[i * DIM + in] - whitening.mean()[in]) * whitening.whiten()[in * DIM + out];
        }
      }
    }
    for (int row = 0; row < DIM; row++) {
      double mean = 0;
      for (int i = 0; i < COUNT; i++) {
        mean += white[i * DIM + row] / COUNT;
      }
      assertThat(mean).isCloseTo(0, within(1e-4));
      for (int column = 0; column < DIM; column++) {
        double product = 0;
        for (int i = 0; i < COUNT; i++) {
          product += white[i * DIM + row] * white[i * DIM + column] / COUNT;
        }
        assertThat(product).isCloseTo(row == column ? 1 : 0, within(1e-4));
      }
    }
  }

  @Test
  void noiseCountsAsVariance() {
    Whitening whitening = Whitening.of(new float[30], new float[] {1, 0.5f, 2});
    assertThat(whitening.whiten()[0]).isCloseTo(1, within(1e-3f));
    assertThat(whitening.whiten()[4]).isCloseTo(2, within(1e-3f));
    assertThat(whitening.whiten()[8]).isCloseTo(0.5f, within(1e-3f));
  }

  @Test
  void colourUndoesWhiten() {
    Whitening whitening = Whitening.of(features(), new float[] {0.1f, 0.2f, 0});
    for (int row = 0; row < DIM; row++) {
      for (int column = 0; column < DIM; column++) {
        double product = 0;
        for (int k = 0; k < DIM; k++) {
          product += whitening.whiten()[row * DIM + k] * whitening.colour()[k * DIM + column];
        }
        assertThat(product).isCloseTo(row == column ? 1 : 0, within(1e-5));
      }
    }
  }

  @Test
  void aDeadDimensionStaysFinite() {
    Whitening whitening = Whitening.of(new float[30], new float[DIM]);
    for (float value : whitening.whiten()) {
      assertThat(value).isFinite();
    }
  }

  /** Correlated, shifted and of different scales. */
  private static float[] features() {
    Random random = new Random(5);
    float[] features = new float[COUNT * DIM];
    for (int i = 0; i < COUNT; i++) {
      double first = random.nextGaussian();
      features[i * DIM] = (float) (5 + 2 * first);
      features[i * DIM + 1] = (float) (first + 0.5 * random.nextGaussian());
      features[i * DIM + 2] = (float) (-3 + 0.1 * random.nextGaussian());
    }
    return features;
  }
}
