package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * Batch normalisation of maps: (x − mean) / √(variance + ε) · gamma + beta for each channel (Ioffe
 * and Szegedy, 2015).
 *
 * <p>Where it learns, mean and variance are those of the batch, and the running statistics follow
 * them. Outside training, and where it is frozen, it goes by the running statistics and changes
 * nothing; so a frozen network computes what is served, item by item, however items are batched.
 */
final class BatchNorm {

  private static final float EPSILON = 1e-5f;

  /** The share of the running statistics that a batch leaves in place. */
  private static final float MOMENTUM = 0.9f;

  private final NDArray gamma;
  private final NDArray beta;
  private final NDArray mean;
  private final NDArray variance;
  private boolean frozen;

  BatchNorm(NDManager manager, int channels) {
    Shape shape = new Shape(channels);
    gamma = manager.ones(shape);
    beta = manager.zeros(shape);
    mean = manager.zeros(shape);
    variance = manager.ones(shape);
    freeze(false);
  }

  /** [batch, channels, height, width] → the same. */
  NDArray forward(NDArray x, boolean training) {
    // The engine takes the channels for the second axis where it is told of the last.
    return ai.djl.nn.norm.BatchNorm.batchNorm(
            x, mean, variance, gamma, beta, -1, MOMENTUM, EPSILON, training && !frozen)
        .singletonOrThrow();
  }

  void freeze(boolean freeze) {
    frozen = freeze;
    gamma.setRequiresGradient(!freeze);
    beta.setRequiresGradient(!freeze);
  }

  Map<String, NDArray> parameters() {
    return Named.of("gamma", gamma, "beta", beta);
  }

  Map<String, NDArray> statistics() {
    return Named.of("mean", mean, "variance", variance);
  }

  /**
   * The factor of each channel outside training; with {@link #shifts}, y = factor · x + shift.
   *
   * @return [channels]
   */
  double[] factors() {
    float[] gammas = gamma.toFloatArray();
    float[] variances = variance.toFloatArray();
    double[] factors = new double[gammas.length];
    for (int c = 0; c < factors.length; c++) {
      factors[c] = gammas[c] / Math.sqrt((double) variances[c] + EPSILON);
    }
    return factors;
  }

  /** What is added to each channel outside training: [channels]. */
  float[] shifts() {
    double[] factors = factors();
    float[] means = mean.toFloatArray();
    float[] shifts = beta.toFloatArray();
    for (int c = 0; c < shifts.length; c++) {
      shifts[c] = (float) (shifts[c] - means[c] * factors[c]);
    }
    return shifts;
  }
}
