package io.twofold.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.List;

/**
 * Brings pictures of any size into the shape of a model, as the trainer brings its own files: a
 * model sees at work what it saw while it learned.
 *
 * <p>Colours are turned into grey by Rec. 601 luma for one channel, grey is repeated for three, and
 * transparency is composited over black. A picture is scaled with its proportions kept, centred,
 * and surrounded by the mean colour of its edge.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 */
record Fitting(int channels, int height, int width) {

  Fitting {
    if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "pictures fit models of 1 or 3 channels, not %dx%dx%d"
              .formatted(channels, height, width));
    }
  }

  static Fitting to(ModelInfo model) {
    if (model.channels() == 0) {
      throw new IllegalArgumentException(
          "the server does not say the shape of %s version %d"
              .formatted(model.model(), model.version()));
    }
    return new Fitting(model.channels(), model.height(), model.width());
  }

  /** Values brought from a range to 0 to 1; what lies beyond becomes the nearer end. */
  static float[] scaled(float[] values, float min, float max) {
    if (!(min < max) || Float.isInfinite(max - min)) {
      throw new IllegalArgumentException(
          "a range must lead from a smaller to a larger number, not from %s to %s"
              .formatted(min, max));
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.max(0, Math.min(1, (values[i] - min) / (max - min)));
    }
    return scaled;
  }

  /** The pixels of pictures, one after the other. */
  ByteString pixels(List<BufferedImage> pictures) {
    return ByteString.copyFrom(
        pictures.stream()
            .map(picture -> UnsafeByteOperations.unsafeWrap(pixels(picture)))
            .toList());
  }

  /** The pixels of a picture: channels × height × width values. */
  byte[] pixels(BufferedImage picture) {
    float[][] planes = planes(picture);
    int fromHeight = picture.getHeight();
    int fromWidth = picture.getWidth();
    double scale = Math.min((double) height / fromHeight, (double) width / fromWidth);
    int rows = (int) Math.max(1, Math.min(height, Math.round(scale * fromHeight)));
    int columns = (int) Math.max(1, Math.min(width, Math.round(scale * fromWidth)));
    int top = (height - rows) / 2;
    int left = (width - columns) / 2;
    LineScaler across = new LineScaler(fromWidth, columns);
    LineScaler down = new LineScaler(fromHeight, rows);
    byte[] pixels = new byte[channels * height * width];
    for (int channel = 0; channel < channels; channel++) {
      float[] scaled = down.columns(across.rows(planes[channel], fromHeight), columns);
      int plane = channel * height * width;
      Arrays.fill(pixels, plane, plane + height * width, toByte(edge(planes[channel], fromHeight)));
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          pixels[plane + (top + y) * width + left + x] = toByte(scaled[y * columns + x]);
        }
      }
    }
    return pixels;
  }

  /** The channels of a picture, [rows, columns] each, from 0 to 255. */
  private float[][] planes(BufferedImage picture) {
    float[][] planes = new float[channels][picture.getHeight() * picture.getWidth()];
    if (picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      readGrey(picture, planes);
    } else {
      readColour(picture, planes);
    }
    return planes;
  }

  /** Reads grey samples as they are: getRGB would brighten them, as Java holds grey for linear. */
  private static void readGrey(BufferedImage picture, float[][] planes) {
    Raster raster = picture.getRaster();
    ColorModel model = picture.getColorModel();
    float white = (1 << model.getComponentSize(0)) - 1;
    boolean alpha = model.hasAlpha() && raster.getNumBands() == 2;
    float opaque = alpha ? (1 << model.getComponentSize(1)) - 1 : 1;
    int width = picture.getWidth();
    for (int i = 0; i < planes[0].length; i++) {
      int x = i % width;
      int y = i / width;
      float grey = 255 * raster.getSample(x, y, 0) / white;
      for (float[] plane : planes) {
        plane[i] = alpha ? grey * raster.getSample(x, y, 1) / opaque : grey;
      }
    }
  }

  private static void readColour(BufferedImage picture, float[][] planes) {
    int width = picture.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        float alpha = (row[x] >>> 24) / 255f;
        float red = alpha * (row[x] >> 16 & 0xff);
        float green = alpha * (row[x] >> 8 & 0xff);
        float blue = alpha * (row[x] & 0xff);
        int at = y * width + x;
        if (planes.length == 1) {
          planes[0][at] = 0.299f * red + 0.587f * green + 0.114f * blue;
        } else {
          planes[0][at] = red;
          planes[1][at] = green;
          planes[2][at] = blue;
        }
      }
    }
  }

  private static float edge(float[] plane, int rows) {
    int columns = plane.length / rows;
    double sum = 0;
    for (int x = 0; x < columns; x++) {
      sum += plane[x] + plane[(rows - 1) * columns + x];
    }
    for (int y = 0; y < rows; y++) {
      sum += plane[y * columns] + plane[y * columns + columns - 1];
    }
    return (float) (sum / (2 * (rows + columns)));
  }

  private static byte toByte(float value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }
}
