package io.twofold.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** The losses against their formulas in plain Java. */
class LossTest {

  @Test
  void crossEntropyOfLabelsAndOfTheUninformativeTarget() {
    float[] logits = {2f, -1f, 0.5f, 0f, 0f, 0f};
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray y = manager.create(logits, new Shape(2, 3));
      NDArray label = manager.create(new float[] {0, 0, 1, 1, 0, 0}, new Shape(2, 3));
      double sum = Math.exp(2) + Math.exp(-1) + Math.exp(0.5);
      double expected = (-(0.5 - Math.log(sum)) + Math.log(3)) / 2;
      assertThat((double) CrossEntropy.of(y, label).getFloat()).isCloseTo(expected, within(1e-6));

      NDArray uniform = manager.create(new float[] {1f / 3, 1f / 3, 1f / 3}, new Shape(1, 3));
      double first = -((2 - 1 + 0.5) / 3 - Math.log(sum));
      assertThat((double) CrossEntropy.of(y, uniform).getFloat())
          .isCloseTo((first + Math.log(3)) / 2, within(1e-6));
    }
  }

  @Test
  void pixelCrossEntropyStaysFiniteForEveryLogit() {
    float[] logits = {-200f, -2f, 0f, 3f, 200f};
    float[] pixels = {0f, 0.25f, 0.5f, 1f, 0f};
    double expected = 0;
    for (int i = 1; i < 4; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      expected -= pixels[i] * Math.log(p) + (1 - pixels[i]) * Math.log(1 - p);
    }
    expected = (expected + 200) / 5;
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray loss =
          PixelCrossEntropy.of(
              manager.create(logits, new Shape(1, 5)), manager.create(pixels, new Shape(1, 5)));
      assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-5));
    }
  }
}
