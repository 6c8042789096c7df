package io.twofold.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.codec.bundle.LabelKind;
import org.junit.jupiter.api.Test;

class LabelLossTest {

  @Test
  void severalLabelsAreBinaryCrossEntropyOverLabelsAndBatch() {
    float[] logits = {2f, -1f, 0.5f, 0f, -3f, 4f};
    float[] targets = {1, 0, 0, 1, 1, 0};
    double expected = 0;
    double uninformed = 0;
    for (int i = 0; i < logits.length; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      expected -= targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p);
      uninformed -= 0.5 * Math.log(p) + 0.5 * Math.log(1 - p);
    }
    LabelLoss loss = LabelLoss.of(LabelKind.MULTI);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray y = manager.create(logits, new Shape(2, 3));
      NDArray t = manager.create(targets, new Shape(2, 3));
      assertThat((double) loss.of(y, t).getFloat()).isCloseTo(expected / 6, within(1e-6));
      assertThat((double) loss.of(y, loss.uninformative(manager, 3)).getFloat())
          .isCloseTo(uninformed / 6, within(1e-6));
    }
  }

  @Test
  void itStaysFiniteForEveryLogit() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray y = manager.create(new float[] {-500f, 500f}, new Shape(1, 2));
      NDArray t = manager.create(new float[] {1, 1}, new Shape(1, 2));
      assertThat(BinaryCrossEntropy.of(y, t).getFloat()).isEqualTo(250f);
    }
  }

  /** At the uninformative target a classifier that says nothing has the least loss: ln 2, ln N. */
  @Test
  void theUninformativeTargetIsWhatSilenceGives() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray silence = manager.zeros(new Shape(4, 5));
      for (LabelLoss loss : LabelLoss.values()) {
        float least = loss.of(silence, loss.uninformative(manager, 5)).getFloat();
        assertThat((double) least)
            .isCloseTo(Math.log(loss == LabelLoss.SINGLE ? 5 : 2), within(1e-6));
      }
    }
    assertThat(LabelLoss.SINGLE.uninformative(4)).isEqualTo(0.25f);
    assertThat(LabelLoss.MULTI.uninformative(4)).isEqualTo(0.5f);
  }

  @Test
  void accuraciesCountImagesOrLabels() {
    float[] logits = {2f, 1f, -1f, 3f};
    float[] targets = {1, 0, 0, 1};
    assertThat(LabelLoss.of(LabelKind.SINGLE).accuracy(logits, targets, 2)).isEqualTo(1);
    assertThat(LabelLoss.of(LabelKind.MULTI).accuracy(logits, targets, 2)).isEqualTo(0.75);
    assertThatThrownBy(() -> LabelLoss.MULTI.accuracy(logits, new float[2], 2))
        .hasMessageContaining("4 logits and 2 targets");
  }
}
