package io.twofold.codec.image;

import java.util.Arrays;

/**
 * How images lie in an IDX file, by the file's sizes: [images, height, width], or with 1 or 3
 * channels [images, channels, height, width] or [images, height, width, channels]. Where both could
 * be meant, the channels come first.
 *
 * @param images how many
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 * @param channelsLast whether a pixel's channels stand side by side; otherwise each channel is a
 *     plane of its own
 */
public record IdxLayout(int images, int channels, int height, int width, boolean channelsLast) {

  /**
   * The layout of a file of these sizes.
   *
   * @throws IllegalArgumentException where they are not those of images; the message goes on after
   *     the file's name
   */
  public static IdxLayout of(int... sizes) {
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("has sizes of " + Arrays.toString(sizes));
    }
    if (sizes.length == 3) {
      return new IdxLayout(sizes[0], 1, sizes[1], sizes[2], false);
    }
    if (sizes.length == 4 && isChannels(sizes[1])) {
      return new IdxLayout(sizes[0], sizes[1], sizes[2], sizes[3], false);
    }
    if (sizes.length == 4 && isChannels(sizes[3])) {
      return new IdxLayout(sizes[0], sizes[3], sizes[1], sizes[2], true);
    }
    throw new IllegalArgumentException(
        "must hold [images, height, width] or, with 1 or 3 channels, [images, channels, height,"
            + " width] or [images, height, width, channels] bytes, not "
            + Arrays.toString(sizes));
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }
}
