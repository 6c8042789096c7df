package io.twofold.bench.load;

/** How pixels travel, both ways: four bytes a value, or one. */
public enum PixelFormat {
  FLOAT32,
  UINT8
}
