package io.twofold.trainer.data;

import io.twofold.codec.bundle.ImageShape;
import java.util.Arrays;
import java.util.List;

/** Images of an IDX file, laid out as {@link LabelledImages} has them. */
record IdxImages(int channels, int height, int width, byte[] pixels) {

  /**
   * The images of a file of unsigned bytes: [count, height, width], or [count, channels, height,
   * width] or [count, height, width, channels] with 1 or 3 channels.
   *
   * @param name the file's, for messages
   */
  static IdxImages of(String name, IdxFile file) throws DataException {
    int[] sizes = file.dimensions();
    if (sizes.length == 3) {
      return checked(name, 1, sizes[1], sizes[2], file.values());
    }
    if (sizes.length == 4 && isChannels(sizes[1])) {
      return checked(name, sizes[1], sizes[2], sizes[3], file.values());
    }
    if (sizes.length == 4 && isChannels(sizes[3])) {
      byte[] pixels = channelsFirst(file.values(), sizes[0], sizes[1] * sizes[2], sizes[3]);
      return checked(name, sizes[3], sizes[1], sizes[2], pixels);
    }
    throw new DataException(
        "%s must hold [images, height, width] or, with 1 or 3 channels, [images, channels, height,"
                .formatted(name)
            + " width] bytes, not "
            + Arrays.toString(sizes));
  }

  private static IdxImages checked(String name, int channels, int height, int width, byte[] pixels)
      throws DataException {
    if (height > ImageShape.MAX_SIDE || width > ImageShape.MAX_SIDE) {
      throw new DataException(
          "%s holds images of %dx%d; a model takes sides of %d at most"
              .formatted(name, height, width, ImageShape.MAX_SIDE));
    }
    return new IdxImages(channels, height, width, pixels);
  }

  /** How many images. */
  int count() {
    return pixels.length / (channels * height * width);
  }

  /**
   * The images with their classes.
   *
   * @param classes an index into {@code labelNames} for each image
   */
  LabelledImages labelled(int[] classes, List<String> labelNames) {
    return new LabelledImages(channels, height, width, pixels, classes, labelNames);
  }

  /**
   * The label of each image.
   *
   * @param name the file's, for messages
   * @param images how many there must be
   */
  static int[] labels(String name, IdxFile file, int images) throws DataException {
    byte[] values = file.values();
    if (file.dimensions().length != 1 || values.length != images) {
      throw new DataException(
          "%s must hold one label for each of %d images, not %s"
              .formatted(name, images, Arrays.toString(file.dimensions())));
    }
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      labels[i] = values[i] & 0xff;
    }
    return labels;
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }

  private static byte[] channelsFirst(byte[] values, int images, int area, int channels) {
    byte[] moved = new byte[values.length];
    for (int image = 0; image < images; image++) {
      int start = image * area * channels;
      for (int pixel = 0; pixel < area; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          moved[start + channel * area + pixel] = values[start + pixel * channels + channel];
        }
      }
    }
    return moved;
  }
}
