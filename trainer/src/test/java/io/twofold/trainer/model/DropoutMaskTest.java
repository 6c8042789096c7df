package io.twofold.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMaskTest {

  private static final Shape SHAPE = new Shape(201, 503);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray ones = manager.ones(SHAPE);

  @BeforeEach
  void seed() {
    Engine.getInstance().setRandomSeed(5);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 0.2f, 0.3f, 0.5f, 0.9f})
  void theShareThatIsLeftOutIsTheRate(float rate) {
    float[] values = DropoutMask.apply(ones, rate).toFloatArray();
    int left = 0;
    int pairs = 0;
    for (int i = 0; i < values.length; i++) {
      boolean out = values[i] == 0;
      assertThat(out || values[i] == 1 / (1 - rate)).as("value %s", values[i]).isTrue();
      left += out ? 1 : 0;
      pairs += i > 0 && out && values[i - 1] == 0 ? 1 : 0;
    }
    double five = 5 * Math.sqrt(rate * (1 - rate) / values.length);
    assertThat((double) left / values.length).isCloseTo(rate, within(five));
    assertThat((double) pairs / values.length)
        .as("neighbours are independent")
        .isCloseTo(rate * rate, within(2 * five));
  }

  @Test
  void theEnginesSeedDecides() {
    float[] first = DropoutMask.apply(ones, 0.3f).toFloatArray();
    float[] second = DropoutMask.apply(ones, 0.3f).toFloatArray();
    seed();
    assertThat(DropoutMask.apply(ones, 0.3f).toFloatArray()).isEqualTo(first);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void withoutARateNothingHappens() {
    assertThat(DropoutMask.apply(ones, 0)).isSameAs(ones);
  }

  @Test
  void gradientsPassWhereValuesDo() {
    ones.setRequiresGradient(true);
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray left = DropoutMask.apply(ones, 0.3f);
      gradients.backward(left.sum());
      assertThat(ones.getGradient().toFloatArray()).isEqualTo(left.toFloatArray());
    }
  }
}
