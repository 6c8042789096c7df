package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;

/**
 * How the bright ink of an image looks, whatever it shows. I is the image, or the mean of its
 * channels; B = I &gt; 0.5; moments are those of I, central and divided by the mass.
 *
 * @param slant −μ11/μ02, with x to the right and y down: positive leans to the right
 * @param thickness twice the area of B over its perimeter, in pixels; the perimeter is the number
 *     of pixel edges between B and what is not B, outside of the image included
 * @param mass ΣI
 * @param width √μ20, in pixels
 * @param height √μ02, in pixels
 */
public record Style(double slant, double thickness, double mass, double width, double height) {

  private static final float INK = 0.5f;

  /** An image without a style: no pixel of B, or all ink in one row. */
  static final Style BLANK = new Style(Double.NaN, Double.NaN, 0, 0, 0);

  /** Whether there was too little ink to have a style. */
  public boolean isBlank() {
    return Double.isNaN(slant);
  }

  /**
   * The style of one image of many.
   *
   * @param images images back to back, from 0 to 1
   * @param index which of them
   */
  public static Style of(float[] images, int index, ImageShape shape) {
    int height = shape.height();
    int width = shape.width();
    float[] grey = grey(images, index * shape.size(), shape);
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double ink = grey[y * width + x];
        mass += ink;
        sumX += ink * x;
        sumY += ink * y;
      }
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double ink = grey[y * width + x];
        double dx = x - sumX / mass;
        double dy = y - sumY / mass;
        xx += ink * dx * dx;
        xy += ink * dx * dy;
        yy += ink * dy * dy;
      }
    }
    double thickness = thickness(grey, height, width);
    if (thickness == 0 || !(yy > 0)) {
      return BLANK;
    }
    return new Style(-xy / yy, thickness, mass, Math.sqrt(xx / mass), Math.sqrt(yy / mass));
  }

  private static float[] grey(float[] images, int offset, ImageShape shape) {
    int pixels = shape.height() * shape.width();
    float[] grey = new float[pixels];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int i = 0; i < pixels; i++) {
        grey[i] += images[offset + channel * pixels + i] / shape.channels();
      }
    }
    return grey;
  }

  /** 0 where there is no ink. */
  private static double thickness(float[] grey, int height, int width) {
    int area = 0;
    int perimeter = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (grey[at] <= INK) {
          continue;
        }
        area++;
        perimeter += y == 0 || grey[at - width] <= INK ? 1 : 0;
        perimeter += y == height - 1 || grey[at + width] <= INK ? 1 : 0;
        perimeter += x == 0 || grey[at - 1] <= INK ? 1 : 0;
        perimeter += x == width - 1 || grey[at + 1] <= INK ? 1 : 0;
      }
    }
    return area == 0 ? 0 : 2.0 * area / perimeter;
  }
}
