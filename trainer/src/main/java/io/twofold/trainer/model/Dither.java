package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Noise that goes with the features into z, as fine as what the decoder cannot tell apart.
 *
 * <p>Images of some labels fill the space of features less than others: all ones lie on a thin
 * sheet. No smooth map makes a thin sheet look like a cloud, so a reader who looks closely enough
 * finds the label again. Noise of a learnt size fills the space between.
 *
 * <p>In training the noise is drawn afresh each time. Served graphs have to answer an image with
 * the same code each time, so there it comes from the image itself:
 *
 * <pre>
 * noise = √2 · sin(x · directions) · mix · σ
 * </pre>
 *
 * with directions that cross so much of what the features leave out that the sines' phases are as
 * good as random, and an orthonormal mix that makes their sums nearly normal. The directions are
 * still coarse beside a grey level: a pixel that differs by 1/255 turns a phase by about 0.01.
 */
public final class Dither {

  /** Radians that one pixel of full ink turns a phase by, as a standard deviation. */
  private static final float PHASE = 1f;

  /** Where the noise starts: a variance of e⁻². */
  private static final float FIRST_LOG_VARIANCE = -2f;

  private final int image;
  private final int dim;
  private final NDArray directions;
  private final NDArray mix;
  private final NDArray logVariance;

  Dither(NDManager manager, int image, int dim) {
    this.image = image;
    this.dim = dim;
    directions = manager.randomNormal(new Shape(image, dim)).mul(PHASE);
    mix = manager.create(mixing(dim), new Shape(dim, dim)).duplicate();
    logVariance = manager.full(new Shape(1, dim), FIRST_LOG_VARIANCE);
    logVariance.setRequiresGradient(true);
  }

  /** √2 times the orthonormal cosine transform. */
  private static float[] mixing(int dim) {
    float[] mix = new float[dim * dim];
    for (int j = 0; j < dim; j++) {
      for (int d = 0; d < dim; d++) {
        double norm = Math.sqrt((d == 0 ? 1.0 : 2.0) / dim);
        mix[j * dim + d] = (float) (Math.sqrt(2) * norm * Math.cos(Math.PI * (j + 0.5) * d / dim));
      }
    }
    return mix;
  }

  /**
   * Features with the noise of a training step.
   *
   * @param features [batch, dim]
   * @param standard of a standard normal distribution: [batch, dim]
   */
  public NDArray add(NDArray features, NDArray standard) {
    NDArray deviation = Weighted.by(0.5f, logVariance, features.getManager()).exp();
    return features.add(standard.mul(deviation));
  }

  /**
   * Features with the noise that their images bring along.
   *
   * @param features [batch, dim]
   * @param x the images: [batch, image]
   */
  NDArray addOwn(NDArray features, NDArray x) {
    return add(features, x.matMul(directions).sin().matMul(mix));
  }

  /** The logarithms of the noise's variances, which learn: [1, dim]. */
  public NDArray logVariance() {
    return logVariance;
  }

  /** σ of each feature's noise: [dim]. */
  public float[] deviations() {
    float[] deviations = logVariance.toFloatArray();
    for (int d = 0; d < dim; d++) {
      deviations[d] = (float) Math.exp(0.5 * deviations[d]);
    }
    return deviations;
  }

  /** What turns an image into phases: [image, dim]. */
  public float[] directions() {
    return directions.toFloatArray();
  }

  /** What turns sines into served noise, σ within it: [dim, dim]. */
  public float[] scaledMix() {
    float[] scaled = mix.toFloatArray();
    float[] deviations = deviations();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= deviations[i % dim];
    }
    return scaled;
  }

  /** All that the noise is, always in the same order. */
  public List<NDArray> state() {
    return List.of(directions, logVariance);
  }

  /** Multiplications of one image. */
  long multiplyAdds() {
    return (long) image * dim + (long) dim * dim;
  }
}
