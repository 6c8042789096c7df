package io.twofold.codec.image;

import io.twofold.codec.bundle.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The stored samples of a decoded image as floats from 0 to 1.
 *
 * <p>Samples are read from the raster: {@link BufferedImage#getRGB} would convert grey from one
 * gamma to another. Any depth is scaled by its largest value, a palette is looked up, and what
 * shines through is put over black.
 */
final class PngSamples {

  private final Raster raster;
  private final ColorModel colors;

  private PngSamples(BufferedImage image) {
    this.raster = image.getRaster();
    this.colors = image.getColorModel();
  }

  /** Copies an image into {@code values} from {@code offset} on, as [channels, height, width]. */
  static void copy(BufferedImage image, ImageShape shape, float[] values, int offset) {
    PngSamples samples = new PngSamples(image);
    int plane = shape.height() * shape.width();
    double[] rgb = new double[3];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        samples.rgb(x, y, rgb);
        int at = offset + y * shape.width() + x;
        if (shape.channels() == 1) {
          values[at] = (float) luma(rgb);
        } else {
          for (int channel = 0; channel < 3; channel++) {
            values[at + channel * plane] = (float) rgb[channel];
          }
        }
      }
    }
  }

  /** Rec. 601 luma; exactly the grey where all three are equal. */
  private static double luma(double[] rgb) {
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
      return rgb[0];
    }
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  }

  /** The pixel's red, green and blue over black. */
  private void rgb(int x, int y, double[] rgb) {
    double alpha = 1;
    if (colors instanceof IndexColorModel palette) {
      int index = raster.getSample(x, y, 0);
      if (index >= palette.getMapSize()) {
        throw new IllegalArgumentException(
            "a pixel names colour %d of a palette of %d".formatted(index, palette.getMapSize()));
      }
      rgb[0] = palette.getRed(index) / 255.0;
      rgb[1] = palette.getGreen(index) / 255.0;
      rgb[2] = palette.getBlue(index) / 255.0;
      alpha = palette.getAlpha(index) / 255.0;
    } else {
      boolean grey = raster.getNumBands() < 3;
      for (int channel = 0; channel < 3; channel++) {
        rgb[channel] = sample(x, y, grey ? 0 : channel);
      }
      if (colors.hasAlpha()) {
        alpha = sample(x, y, raster.getNumBands() - 1);
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      rgb[channel] *= alpha;
    }
  }

  private double sample(int x, int y, int band) {
    return raster.getSample(x, y, band) / (double) ((1 << colors.getComponentSize(band)) - 1);
  }
}
