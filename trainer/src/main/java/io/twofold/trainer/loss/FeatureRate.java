package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.model.Weighted;

/**
 * What features cost in nats if they are sent with Gaussian noise against a standard normal prior:
 * ½ Σ_d (f_d² + σ_d² − 1 − ln σ_d²), the mean over the batch (Kingma and Welling, <i>Auto-Encoding
 * Variational Bayes</i>, ICLR 2014). The noise is the same for every image.
 */
public final class FeatureRate {

  private FeatureRate() {}

  /**
   * The rate of a batch.
   *
   * @param features [batch, dim]
   * @param logVariance of the noise: [1, dim]
   * @return a scalar, in nats
   */
  public static NDArray of(NDArray features, NDArray logVariance) {
    NDArray noise = Weighted.by(1, logVariance, features.getManager());
    NDArray spread = noise.exp().sub(1).sub(noise).sum();
    return Weighted.by(0.5f, features.square().sum(new int[] {1}).mean().add(spread));
  }
}
