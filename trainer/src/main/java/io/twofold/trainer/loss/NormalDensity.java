package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.model.Weighted;

/**
 * How unlikely features are if a flow makes standard normal codes of them: ½ ‖z‖² − ln |det ∂z/∂f|,
 * the mean over the batch, up to a constant (Dinh, Sohl-Dickstein and Bengio, ICLR 2017). A flow
 * that is told the label and minimises this makes z alike for every label.
 */
public final class NormalDensity {

  private NormalDensity() {}

  /**
   * The loss of a batch.
   *
   * @return a scalar, in nats
   */
  public static NDArray of(StyleFlow.Mapped mapped) {
    NDArray squares = mapped.z().square().sum(new int[] {1});
    return Weighted.by(0.5f, squares).sub(mapped.logVolume()).mean();
  }
}
