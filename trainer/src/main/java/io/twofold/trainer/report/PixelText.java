package io.twofold.trainer.report;

import java.awt.Color;
import java.awt.Graphics2D;

/**
 * Short labels in a bitmap alphabet of its own, so that pictures need no fonts: a headless JDK may
 * have none. Knows ASCII, and × ± − · µ → ↓; a hollow box stands for any other character.
 */
public final class PixelText {

  /** Rows of pixels above the baseline, and so the height of a capital, at scale 1. */
  public static final int ASCENT = 7;

  private static final int GAP = 1;

  private PixelText() {}

  /** Columns that {@code text} takes, in pixels. */
  public static int width(String text, int scale) {
    int columns = 0;
    for (int i = 0; i < text.length(); i++) {
      columns += Glyphs.of(text.charAt(i)).columns() + (i > 0 ? GAP : 0);
    }
    return columns * scale;
  }

  /** Rows that any text takes with what hangs below the baseline, in pixels. */
  public static int height(int scale) {
    return Glyphs.ROWS * scale;
  }

  /**
   * Draws {@code text} with its upper left corner at (x, y).
   *
   * @param scale pixels of the picture for each pixel of a letter's drawing, at least 1
   */
  public static void draw(Graphics2D graphics, String text, int x, int y, int scale, Color color) {
    if (scale < 1) {
      throw new IllegalArgumentException("scale must be at least 1, not " + scale);
    }
    graphics.setColor(color);
    int left = x;
    for (int i = 0; i < text.length(); i++) {
      Glyphs.Glyph glyph = Glyphs.of(text.charAt(i));
      for (int row = 0; row < Glyphs.ROWS; row++) {
        for (int column = 0; column < glyph.columns(); column++) {
          if (glyph.ink(row, column)) {
            graphics.fillRect(left + column * scale, y + row * scale, scale, scale);
          }
        }
      }
      left += (glyph.columns() + GAP) * scale;
    }
  }

  /** The longest beginning of {@code text} that fits, with two dots for what is left out. */
  static String fit(String text, int scale, int maxWidth) {
    if (width(text, scale) <= maxWidth) {
      return text;
    }
    int length = text.length();
    while (length > 0 && width(text.substring(0, length) + "..", scale) > maxWidth) {
      length--;
    }
    return text.substring(0, length) + "..";
  }
}
