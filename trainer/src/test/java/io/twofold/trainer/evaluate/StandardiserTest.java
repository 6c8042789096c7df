package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandardiserTest {

  @Test
  void aDimensionHasMeanZeroAndDeviationOne() {
    Standardiser fitted = Standardiser.fit(new float[] {1, 10, 3, 30}, 2);
    assertThat(fitted.apply(new float[] {1, 10, 3, 30, 2, 33}))
        .containsExactly(-1, -1, 1, 1, 0, 1.3f);
    assertThat(fitted.least()).isEqualTo(1);
  }

  @Test
  void whatHardlyVariedDrownsNothing() {
    Standardiser fitted = Standardiser.fit(new float[] {0, 0, 0, 0, 0, 0, 0, 0.001f}, 2);
    assertThat(fitted.apply(new float[] {1, 1, -1, -1})).containsExactly(0, 2, 0, -2);
    assertThat(fitted.least()).isZero();
  }
}
