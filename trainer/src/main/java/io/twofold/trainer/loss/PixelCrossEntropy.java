package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Binary cross-entropy between pixels x in [0, 1] and the sigmoid of logits y, as the mean over
 * pixels and batch: softplus(y) − y·x, which equals −x·log σ(y) − (1−x)·log(1−σ(y)) and stays
 * finite for every y.
 */
public final class PixelCrossEntropy {

  private PixelCrossEntropy() {}

  /**
   * The loss of a batch.
   *
   * @param logits [batch, pixels]
   * @param pixels [batch, pixels]
   * @return a scalar, in nats
   */
  public static NDArray of(NDArray logits, NDArray pixels) {
    return Activation.softPlus(logits).sub(logits.mul(pixels)).mean();
  }
}
