package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;

/**
 * Cross-entropy between a target distribution t and the softmax of logits y, as the mean over the
 * batch: −Σ_c t_c · log softmax(y)_c.
 *
 * <p>The target is one-hot for a label, or (1/N, …, 1/N) for the uninformative target ū, at which
 * an encoder hides the label from an adversary (Hadad, Wolf and Shahar, CVPR 2018; maximum entropy
 * as in Roy and Boddeti, CVPR 2019).
 */
public final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * The loss of a batch.
   *
   * @param logits [batch, classes]
   * @param target [batch, classes] or [1, classes], each row summing to 1
   * @return a scalar, in nats
   */
  public static NDArray of(NDArray logits, NDArray target) {
    return logits.logSoftmax(1).mul(target).sum(new int[] {1}).mean().neg();
  }
}
