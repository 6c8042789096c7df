package io.twofold.client;

/** How the pixels of {@link Images} are written. */
public enum ImageFormat {
  /** Floats from 0 to 1. */
  FLOAT32,
  /** One byte a value, 0 to 255 for 0 to 1. */
  UINT8,
  /** One PNG file an image. */
  PNG
}
