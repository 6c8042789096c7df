package io.twofold.trainer.report;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * One image out of an array of many, ready to be painted.
 *
 * @param values images × channels × height × width values, 0 to 1; what lies outside is clamped,
 *     and NaN is black
 * @param index which of the images
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height rows of an image
 * @param width columns of an image
 */
record ImageTile(float[] values, int index, int channels, int height, int width) {

  ImageTile {
    int count = count(values, channels, height, width);
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("image %d is not one of %d".formatted(index, count));
    }
  }

  /**
   * How many images {@code values} holds.
   *
   * @throws IllegalArgumentException if that is no whole number, or the shape is none
   */
  static int count(float[] values, int channels, int height, int width) {
    if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images must be 1 or 3 channels of pixels, not %dx%dx%d"
              .formatted(channels, height, width));
    }
    int size = channels * height * width;
    if (values.length % size != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of %dx%dx%d images"
              .formatted(values.length, channels, height, width));
    }
    return values.length / size;
  }

  /** A picture of its own: 8-bit grey for one channel, else 8-bit colour. */
  BufferedImage toImage() {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          raster.setSample(x, y, channel, sample(channel, y, x));
        }
      }
    }
    return image;
  }

  /** Paints each value as a square of {@code zoom} pixels, the upper left one at (left, top). */
  void paint(BufferedImage canvas, int left, int top, int zoom) {
    for (int y = 0; y < height * zoom; y++) {
      for (int x = 0; x < width * zoom; x++) {
        int red = sample(0, y / zoom, x / zoom);
        int green = sample(channels == 1 ? 0 : 1, y / zoom, x / zoom);
        int blue = sample(channels == 1 ? 0 : 2, y / zoom, x / zoom);
        canvas.setRGB(left + x, top + y, 0xff << 24 | red << 16 | green << 8 | blue);
      }
    }
  }

  private int sample(int channel, int y, int x) {
    float value = values[((index * channels + channel) * height + y) * width + x];
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
