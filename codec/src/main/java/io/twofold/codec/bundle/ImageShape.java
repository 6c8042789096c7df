package io.twofold.codec.bundle;

/**
 * The shape of one image.
 *
 * @param channels 1 for grey, 3 for colour
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {

  /** The longest side that a model may have, in pixels. */
  public static final int MAX_SIDE = 4096;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException where a number is out of its range
   */
  public ImageShape {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
    }
    if (height < 1 || height > MAX_SIDE || width < 1 || width > MAX_SIDE) {
      throw new IllegalArgumentException(
          "height and width must be from 1 to %d, not %dx%d".formatted(MAX_SIDE, height, width));
    }
  }

  /** Values in one image: channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  /** Channels, height and width, as in {@code 1x28x28}. */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
