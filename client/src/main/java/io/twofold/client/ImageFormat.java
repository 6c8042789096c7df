package io.twofold.client;

/** How images travel. */
public enum ImageFormat {
  /** Floats from 0 to 1: exact. */
  FLOAT32,
  /** Bytes from 0 to 255: a quarter of the size. */
  UINT8,
  /** PNG files. */
  PNG
}
