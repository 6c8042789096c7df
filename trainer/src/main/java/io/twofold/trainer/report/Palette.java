package io.twofold.trainer.report;

import java.awt.Color;

/** Colours that tell classes apart on white. */
public final class Palette {

  private static final int[] TEN = {
    0x3568c9, 0xee8420, 0x2f9e57, 0xd43d3d, 0x8f5cc7, 0x85583f, 0xe377b8, 0x5e6570, 0xb3ab16,
    0x1fb5c9
  };

  /** The golden ratio's fraction: multiples of it, modulo 1, stay far from one another. */
  private static final double GOLDEN = 0.6180339887498949;

  private static final float[] BRIGHTNESS = {0.85f, 0.6f, 0.75f};

  private Palette() {}

  /** The colour of class {@code index} out of {@code classes}. */
  public static Color color(int index, int classes) {
    if (classes <= TEN.length) {
      return new Color(TEN[index]);
    }
    float hue = (float) (index * GOLDEN % 1);
    return Color.getHSBColor(hue, 0.75f, BRIGHTNESS[index % BRIGHTNESS.length]);
  }
}
