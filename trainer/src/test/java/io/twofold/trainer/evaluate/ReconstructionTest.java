package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionTest {

  @Test
  void equalImagesOfBlackAndWhiteCostNothing() {
    float[] images = {0, 1, 1, 0};
    Reconstruction same = Reconstruction.of(images, images.clone());
    assertThat(same.mse()).isZero();
    assertThat(same.bce()).isCloseTo(0, within(1e-6));
  }

  @Test
  void aGuessOfOneHalfCostsOneBit() {
    Reconstruction grey =
        Reconstruction.of(new float[] {0, 1, 0.5f, 1}, new float[] {0.5f, 0.5f, 0.5f, 0.5f});
    assertThat(grey.bce()).isCloseTo(Math.log(2), within(1e-9));
    assertThat(grey.mse()).isCloseTo(3 * 0.25 / 4, within(1e-9));
  }

  @Test
  void bothAreMeansOverPixels() {
    Reconstruction mixed =
        Reconstruction.of(new float[] {1, 0, 0.25f}, new float[] {0.75f, 0.5f, 0.5f});
    double bce = -(Math.log(0.75) + Math.log(0.5) + 0.25 * Math.log(0.5) + 0.75 * Math.log(0.5));
    assertThat(mixed.bce()).isCloseTo(bce / 3, within(1e-9));
    assertThat(mixed.mse()).isCloseTo((0.0625 + 0.25 + 0.0625) / 3, within(1e-9));
  }

  @Test
  void aPixelThatIsWhollyWrongStaysFinite() {
    Reconstruction wrong = Reconstruction.of(new float[] {1, 0}, new float[] {0, 1});
    assertThat(wrong.mse()).isEqualTo(1);
    assertThat(wrong.bce()).isCloseTo(-Math.log(1e-7), within(1e-6));
  }

  @Test
  void imagesOfOtherSizesCannotBeCompared() {
    assertThatThrownBy(() -> Reconstruction.of(new float[4], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 values cannot be compared with 3");
    assertThatThrownBy(() -> Reconstruction.of(new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
