package io.twofold.trainer.data.files;

/**
 * What an image file says of its size, before any pixel is decoded.
 *
 * @param height rows
 * @param width columns
 */
record ImageHeader(int height, int width) {

  /** The longest side of a file that is decoded. */
  static final int MAX_SIDE = 32_768;

  /** The most pixels of a file that is decoded. */
  static final long MAX_PIXELS = 64L << 20;

  long pixels() {
    return (long) height * width;
  }

  /** Whether decoding it would take an absurd amount of memory. */
  boolean isAbsurd() {
    return height < 1
        || width < 1
        || height > MAX_SIDE
        || width > MAX_SIDE
        || pixels() > MAX_PIXELS;
  }

  boolean is(ImageSize size) {
    return height == size.height() && width == size.width();
  }
}
