package io.twofold.trainer.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which images are swapped with which.
 *
 * @param content places of the images whose s is taken
 * @param style places of the images whose z is taken
 */
public record ImagePairs(int[] content, int[] style) {

  public ImagePairs {
    if (content.length != style.length) {
      throw new IllegalArgumentException(
          "a swap pairs contents with styles: %d contents came with %d styles"
              .formatted(content.length, style.length));
    }
  }

  /** Draws {@code count} pairs, each of two images of {@code images}. */
  static ImagePairs draw(int count, int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new ImagePairs(
        random.ints(count, 0, images).toArray(), random.ints(count, 0, images).toArray());
  }

  /** Pairs each image with itself. */
  static ImagePairs identical(int images) {
    int[] places = IntStream.range(0, images).toArray();
    return new ImagePairs(places, places);
  }

  /**
   * Pairs each image with another one of its class, whose s it is given; images alone in their
   * class are left out.
   */
  static ImagePairs sameClass(int[] labels, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] members = new int[classes][];
    for (int label = 0; label < classes; label++) {
      members[label] = places(labels, label);
    }
    int[] content = new int[labels.length];
    int[] style = new int[labels.length];
    int size = 0;
    for (int i = 0; i < labels.length; i++) {
      int[] same = members[labels[i]];
      if (same.length > 1) {
        int drawn = same[random.nextInt(same.length - 1)];
        content[size] = drawn == i ? same[same.length - 1] : drawn;
        style[size++] = i;
      }
    }
    return new ImagePairs(Arrays.copyOf(content, size), Arrays.copyOf(style, size));
  }

  private static int[] places(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  int count() {
    return content.length;
  }
}
