package io.twofold.trainer.data;

/**
 * The style of a drawn arrangement: every factor but its labels, each drawn independently and
 * uniformly from its range. Lengths are in pixels of a 32 × 32 image.
 *
 * @param slant the shear, columns to the right per row upwards: −0.2 to 0.2
 * @param thickness the diameter of the round pen: 1.3 to 2
 * @param scale the size of the arrangement, 1 for the natural one: 0.9 to 1.1
 * @param x the arrangement's centre, to the right of the image's: −1 to 1
 * @param y the arrangement's centre, below the image's: −1 to 1
 * @param brightness the grey of the ink, 1 for white: 0.65 to 1
 * @param noise the standard deviation of each pixel around its grey: 0 to 0.04
 * @param noiseSeed what the noise is drawn from; no factor to be measured
 */
public record MultiStrokeFactors(
    double slant,
    double thickness,
    double scale,
    double x,
    double y,
    double brightness,
    double noise,
    long noiseSeed) {

  public MultiStrokeFactors {
    if (!(thickness > 0 && scale > 0)) {
      throw new IllegalArgumentException(
          "nothing can be drawn with a pen of %s at scale %s".formatted(thickness, scale));
    }
    if (!(brightness >= 0 && brightness <= 1 && noise >= 0)) {
      throw new IllegalArgumentException(
          "brightness must be 0 to 1 and noise 0 or more, not %s and %s"
              .formatted(brightness, noise));
    }
  }
}
