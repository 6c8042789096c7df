package io.twofold.batch.task;

/** How rebuilt images are written. */
public enum PixelFormat {
  /** A PNG file of 8 bits a value. */
  PNG,
  /** One byte a value, 0 to 255 for 0 to 1: [channels, height, width]. */
  UINT8,
  /** The model's own values: [channels, height, width]. */
  FLOAT32
}
