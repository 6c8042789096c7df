package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Binary cross-entropy between targets t in [0, 1] and the sigmoids of logits y, as the mean over
 * labels and batch: softplus(y) − y·t, which equals −t·log σ(y) − (1−t)·log(1−σ(y)) and stays
 * finite for every y.
 *
 * <p>For images that have any subset of the labels. The target is 1 for each label that an image
 * has and else 0, or 0.5 throughout for the uninformative target ū.
 */
public final class BinaryCrossEntropy {

  private BinaryCrossEntropy() {}

  /**
   * The loss of a batch.
   *
   * @param logits [batch, labels]
   * @param target [batch, labels] or [1, labels]
   * @return a scalar, in nats a label
   */
  public static NDArray of(NDArray logits, NDArray target) {
    return Activation.softPlus(logits).sub(logits.mul(target)).mean();
  }
}
