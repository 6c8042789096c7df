package io.twofold.trainer.data;

import java.util.SplittableRandom;

/**
 * A change of how an image looks that leaves what it is: a small rotation, shear, stretch and
 * shift, and thicker or thinner strokes.
 *
 * @param rotation in radians
 * @param shear columns that a row moves for each row that it lies from the middle
 * @param stretchX 0 keeps the width, 0.1 samples it 10 % wider
 * @param stretchY the same of the height
 * @param shiftX in columns
 * @param shiftY in rows
 * @param thickness from −1 (each pixel becomes the darkest of its neighbourhood of 3×3) over 0
 *     (stays) to 1 (the brightest)
 */
public record ImageWarp(
    float rotation,
    float shear,
    float stretchX,
    float stretchY,
    float shiftX,
    float shiftY,
    float thickness) {

  /**
   * How far each part of a warp may go to either side.
   *
   * @see ImageWarp
   */
  public record Range(float rotation, float shear, float stretch, float shift, float thickness) {

    /** A warp with each part drawn uniformly from its range. */
    public ImageWarp draw(SplittableRandom random) {
      return new ImageWarp(
          within(rotation, random),
          within(shear, random),
          within(stretch, random),
          within(stretch, random),
          within(shift, random),
          within(shift, random),
          within(thickness, random));
    }

    private static float within(float limit, SplittableRandom random) {
      return (float) ((2 * random.nextDouble() - 1) * limit);
    }
  }

  /**
   * Warps one channel of an image.
   *
   * @param source values from 0 to 1, row by row
   * @param target gets as many; another array than {@code source}
   * @param offset of the channel's first value in both
   */
  public void apply(float[] source, float[] target, int offset, int height, int width) {
    float[] inked = thickness == 0 ? source : inked(source, offset, height, width);
    int inkedOffset = thickness == 0 ? offset : 0;
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    float middleX = (width - 1) / 2f;
    float middleY = (height - 1) / 2f;
    for (int row = 0; row < height; row++) {
      float dy = row - middleY;
      for (int column = 0; column < width; column++) {
        float dx = column - middleX;
        float x = middleX + cos * (1 + stretchX) * dx + (shear - sin) * dy + shiftX;
        float y = middleY + sin * dx + cos * (1 + stretchY) * dy + shiftY;
        target[offset + row * width + column] = bilinear(inked, inkedOffset, height, width, y, x);
      }
    }
  }

  private static float bilinear(
      float[] image, int offset, int height, int width, float y, float x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float down = y - top;
    float right = x - left;
    float above =
        (1 - right) * at(image, offset, height, width, top, left)
            + right * at(image, offset, height, width, top, left + 1);
    float below =
        (1 - right) * at(image, offset, height, width, top + 1, left)
            + right * at(image, offset, height, width, top + 1, left + 1);
    return (1 - down) * above + down * below;
  }

  private static float at(float[] image, int offset, int height, int width, int row, int column) {
    return row < 0 || row >= height || column < 0 || column >= width
        ? 0
        : image[offset + row * width + column];
  }

  /** The channel with thicker or thinner strokes: rows first, then columns. */
  private float[] inked(float[] source, int offset, int height, int width) {
    float[] rows = new float[height * width];
    float[] result = new float[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = offset + row * width + column;
        float left = column > 0 ? source[at - 1] : source[at];
        float right = column < width - 1 ? source[at + 1] : source[at];
        rows[row * width + column] = extreme(source[at], left, right);
      }
    }
    float share = Math.abs(thickness);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        float above = row > 0 ? rows[at - width] : rows[at];
        float below = row < height - 1 ? rows[at + width] : rows[at];
        float kept = source[offset + at];
        result[at] = kept + share * (extreme(rows[at], above, below) - kept);
      }
    }
    return result;
  }

  private float extreme(float first, float second, float third) {
    return thickness > 0
        ? Math.max(first, Math.max(second, third))
        : Math.min(first, Math.min(second, third));
  }
}
