package io.twofold.trainer.data.files;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;

/**
 * A decoded image of any size.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 * @param values channels × height × width, from 0 to 255
 */
record Picture(int channels, int height, int width, float[] values) {

  /**
   * The image in grey or colour. Colours are turned into grey by Rec. 601 luma, grey is repeated
   * for three channels, and transparency is composited over black.
   */
  static Picture of(BufferedImage image, int channels) {
    int area = image.getHeight() * image.getWidth();
    Picture picture =
        new Picture(channels, image.getHeight(), image.getWidth(), new float[channels * area]);
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      picture.fillGrey(image);
    } else {
      picture.fillColour(image);
    }
    return picture;
  }

  /** Takes grey samples as they are: getRGB would brighten them, as Java holds grey for linear. */
  private void fillGrey(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    float white = (1 << model.getComponentSize(0)) - 1;
    boolean alpha = model.hasAlpha() && raster.getNumBands() == 2;
    float opaque = alpha ? (1 << model.getComponentSize(1)) - 1 : 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float grey = 255 * raster.getSample(x, y, 0) / white;
        float shown = alpha ? grey * raster.getSample(x, y, 1) / opaque : grey;
        for (int channel = 0; channel < channels; channel++) {
          values[(channel * height + y) * width + x] = shown;
        }
      }
    }
  }

  private void fillColour(BufferedImage image) {
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        float alpha = (row[x] >>> 24) / 255f;
        float red = alpha * (row[x] >> 16 & 0xff);
        float green = alpha * (row[x] >> 8 & 0xff);
        float blue = alpha * (row[x] & 0xff);
        int at = y * width + x;
        if (channels == 1) {
          values[at] = 0.299f * red + 0.587f * green + 0.114f * blue;
        } else {
          values[at] = red;
          values[height * width + at] = green;
          values[2 * height * width + at] = blue;
        }
      }
    }
  }

  /**
   * The image as bytes of a size: scaled with its proportions kept, centred, and surrounded by the
   * mean colour of its edge where it does not fill the size.
   *
   * @return channels × size.height × size.width values
   */
  byte[] fitted(ImageSize size) {
    double scale = Math.min((double) size.height() / height, (double) size.width() / width);
    int rows = (int) Math.max(1, Math.min(size.height(), Math.round(scale * height)));
    int columns = (int) Math.max(1, Math.min(size.width(), Math.round(scale * width)));
    int top = (size.height() - rows) / 2;
    int left = (size.width() - columns) / 2;
    Resampler down = new Resampler(height, rows);
    Resampler across = new Resampler(width, columns);
    byte[] bytes = new byte[channels * size.height() * size.width()];
    for (int channel = 0; channel < channels; channel++) {
      float[] scaled = down.columns(across.rows(values, channel * height * width, height), columns);
      byte surround = toByte(edge(channel));
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          boolean inside = y >= top && y < top + rows && x >= left && x < left + columns;
          bytes[(channel * size.height() + y) * size.width() + x] =
              inside ? toByte(scaled[(y - top) * columns + x - left]) : surround;
        }
      }
    }
    return bytes;
  }

  private float edge(int channel) {
    int start = channel * height * width;
    double sum = 0;
    for (int x = 0; x < width; x++) {
      sum += values[start + x] + values[start + (height - 1) * width + x];
    }
    for (int y = 0; y < height; y++) {
      sum += values[start + y * width] + values[start + y * width + width - 1];
    }
    return (float) (sum / (2 * (height + width)));
  }

  private static byte toByte(float value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }
}
