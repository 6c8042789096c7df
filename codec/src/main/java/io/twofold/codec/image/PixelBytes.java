package io.twofold.codec.image;

/** Pixels of one byte a value: 0 to 255 for 0 to 1. */
public final class PixelBytes {

  private static final float[] VALUES = new float[256];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = i / 255f;
    }
  }

  private PixelBytes() {}

  /** A byte's value, from 0 to 1. */
  public static float value(byte pixel) {
    return VALUES[pixel & 0xff];
  }

  /**
   * The nearest bytes of the first {@code size} values, written from {@code from} on; what is below
   * 0 or above 1 becomes 0 or 255.
   */
  public static void quantise(float[] values, byte[] bytes, int from, int size) {
    for (int i = 0; i < size; i++) {
      bytes[from + i] = (byte) (Math.min(1f, Math.max(0f, values[i])) * 255f + 0.5f);
    }
  }
}
