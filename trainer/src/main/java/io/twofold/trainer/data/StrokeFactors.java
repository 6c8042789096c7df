package io.twofold.trainer.data;

/**
 * What a drawn digit was made of: the label and every continuous factor of its style, each drawn
 * independently and uniformly from its range. Lengths are in pixels of a 28 × 28 image.
 *
 * @param digit the label, 0 to 9
 * @param slant the shear, columns to the right per row upwards: −0.25 to 0.5; adds to the slant
 *     −μ11/μ02 that the shape has upright
 * @param thickness the diameter of the round pen: 1.6 to 3.6
 * @param width the horizontal stretch, 1 for the natural proportions: 0.75 to 1.2
 * @param height from the upper to the lower edge of the ink: 16 to 21
 * @param x the centre of the digit's box, to the right of the image's centre: −1.5 to 1.5
 * @param y the centre of the digit's box, below the image's centre: −1.5 to 1.5
 * @param curvature how unsteady the hand is, 0 to 1: the standard deviation of each control point
 *     around its place, 1 standing for a twentieth of the digit's height
 */
public record StrokeFactors(
    int digit,
    double slant,
    double thickness,
    double width,
    double height,
    double x,
    double y,
    double curvature) {

  public StrokeFactors {
    if (digit < 0 || digit > 9) {
      throw new IllegalArgumentException("digit must be 0 to 9, not " + digit);
    }
    if (!(thickness > 0 && height > thickness && width > 0)) {
      throw new IllegalArgumentException(
          "a digit of height %s and width %s cannot be drawn with a pen of %s"
              .formatted(height, width, thickness));
    }
  }
}
