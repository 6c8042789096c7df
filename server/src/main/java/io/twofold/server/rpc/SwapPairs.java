package io.twofold.server.rpc;

import io.twofold.codec.InvalidInputException;

/**
 * Contents and styles in pairs.
 *
 * @param contents [count, channels, height, width]
 * @param styles [count, channels, height, width]
 */
record SwapPairs(float[] contents, float[] styles) {

  /**
   * Pairs images. A single image on one side is paired with each image of the other.
   *
   * @param size values in one image
   * @throws InvalidInputException where the two differ in number and neither is single
   */
  static SwapPairs of(float[] contents, float[] styles, int size) {
    int contentCount = contents.length / size;
    int styleCount = styles.length / size;
    if (contentCount != styleCount && contentCount != 1 && styleCount != 1) {
      throw new InvalidInputException(
          "contents and styles must be as many, or one of them single: %d contents came with %d styles"
              .formatted(contentCount, styleCount));
    }
    int pairs = Math.max(contentCount, styleCount);
    return new SwapPairs(repeated(contents, size, pairs), repeated(styles, size, pairs));
  }

  private static float[] repeated(float[] images, int size, int count) {
    if (images.length == count * size) {
      return images;
    }
    float[] copies = new float[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(images, 0, copies, i * size, size);
    }
    return copies;
  }
}
