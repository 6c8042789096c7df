package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.ImageShape;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows and columns of an image.
 *
 * @param height rows
 * @param width columns
 */
public record ImageSize(int height, int width) {

  /** The longest side of the size that is chosen where the user names none. */
  static final int DEFAULT_LONGEST = 64;

  public ImageSize {
    if (height < 1 || height > ImageShape.MAX_SIDE || width < 1 || width > ImageShape.MAX_SIDE) {
      throw new IllegalArgumentException(
          "height and width must be from 1 to %d, not %dx%d"
              .formatted(ImageShape.MAX_SIDE, height, width));
    }
  }

  /**
   * Reads a size written as HEIGHTxWIDTH.
   *
   * @throws IllegalArgumentException where it is not
   */
  public static ImageSize parse(String text) {
    String[] sides = text.split("x", -1);
    try {
      if (sides.length == 2) {
        return new ImageSize(
            Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a size like 28x28", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not a size like 28x28");
  }

  /**
   * The most common of the sizes, the smallest of those where several are, made smaller with its
   * proportions kept until no side is longer than 64.
   *
   * @param sizes height and width of each file, at least one
   */
  static ImageSize mostCommon(Collection<ImageHeader> sizes) {
    Map<ImageHeader, Integer> counts =
        new TreeMap<>(
            Comparator.comparingLong(ImageHeader::pixels).thenComparingInt(ImageHeader::height));
    sizes.forEach(size -> counts.merge(size, 1, Integer::sum));
    ImageHeader common = sizes.iterator().next();
    int most = 0;
    for (Map.Entry<ImageHeader, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        common = entry.getKey();
      }
    }
    double scale =
        Math.min(1, (double) DEFAULT_LONGEST / Math.max(common.height(), common.width()));
    return new ImageSize(
        (int) Math.max(1, Math.round(scale * common.height())),
        (int) Math.max(1, Math.round(scale * common.width())));
  }

  /** Height and width, as in {@code 28x28}. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
