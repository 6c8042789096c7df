package io.twofold.codec;

/**
 * The codes of {@code count} images.
 *
 * @param latentSpace the training run that the codes come from; another run's decoder refuses them
 * @param count how many images
 * @param s what the images are: count × dim_s values, codes back to back
 * @param z how they look: count × dim_z values, codes back to back
 */
public record Codes(String latentSpace, int count, float[] s, float[] z) {

  /**
   * Checks the numbers of values.
   *
   * @throws InvalidInputException where there are no images, or values that do not divide by them
   */
  public Codes {
    if (count < 1) {
      throw new InvalidInputException("codes of at least 1 image are needed, not of " + count);
    }
    if (s.length % count != 0 || z.length % count != 0) {
      throw new InvalidInputException(
          "%d values of s and %d of z cannot be the codes of %d images"
              .formatted(s.length, z.length, count));
    }
  }
}
