package io.twofold.trainer.data;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.IdxLayout;
import java.util.Arrays;
import java.util.List;

/** Images of an IDX file, laid out as {@link LabelledImages} has them. */
record IdxImages(int channels, int height, int width, byte[] pixels) {

  /**
   * The images of a file of unsigned bytes, which is laid out as {@link IdxLayout} tells.
   *
   * @param name the file's, for messages
   */
  static IdxImages of(String name, IdxFile file) throws DataException {
    IdxLayout layout;
    try {
      layout = IdxLayout.of(file.dimensions());
    } catch (IllegalArgumentException e) {
      throw new DataException(name + " " + e.getMessage(), e);
    }
    if (layout.height() > ImageShape.MAX_SIDE || layout.width() > ImageShape.MAX_SIDE) {
      throw new DataException(
          "%s holds images of %dx%d; a model takes sides of %d at most"
              .formatted(name, layout.height(), layout.width(), ImageShape.MAX_SIDE));
    }
    byte[] pixels = layout.channelsLast() ? channelsFirst(file.values(), layout) : file.values();
    return new IdxImages(layout.channels(), layout.height(), layout.width(), pixels);
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

  private static byte[] channelsFirst(byte[] values, IdxLayout layout) {
    byte[] moved = new byte[values.length];
    int channels = layout.channels();
    int area = layout.height() * layout.width();
    for (int image = 0; image < layout.images(); image++) {
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
