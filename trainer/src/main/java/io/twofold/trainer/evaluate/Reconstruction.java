package io.twofold.trainer.evaluate;

/**
 * How well images are rebuilt; means over images and pixels.
 *
 * @param bce binary cross-entropy, in nats
 * @param mse squared error
 */
public record Reconstruction(double bce, double mse) {

  /** Keeps a logarithm finite where a rebuilt pixel is exactly 0 or 1. */
  private static final double EPSILON = 1e-7;

  /**
   * Compares images with what they were rebuilt as.
   *
   * @param images from 0 to 1
   * @param rebuilt from 0 to 1, of the same length
   */
  public static Reconstruction of(float[] images, float[] rebuilt) {
    if (images.length != rebuilt.length || images.length == 0) {
      throw new IllegalArgumentException(
          "%d values cannot be compared with %d".formatted(images.length, rebuilt.length));
    }
    double bce = 0;
    double mse = 0;
    for (int i = 0; i < images.length; i++) {
      double x = images[i];
      double y = Math.min(1 - EPSILON, Math.max(EPSILON, rebuilt[i]));
      bce -= x * Math.log(y) + (1 - x) * Math.log(1 - y);
      mse += (x - rebuilt[i]) * (x - rebuilt[i]);
    }
    return new Reconstruction(bce / images.length, mse / images.length);
  }
}
