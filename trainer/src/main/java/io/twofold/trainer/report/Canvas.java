package io.twofold.trainer.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The white page that every picture starts from, and its common colours. */
final class Canvas {

  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x2b2f36);
  static final Color QUIET = new Color(0x8a919c);
  static final Color LINE = new Color(0xe2e5ea);

  private Canvas() {}

  static BufferedImage blank(int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return canvas;
  }

  /** Graphics with antialiasing at sub-pixel positions, for {@code canvas}. */
  static Graphics2D smooth(BufferedImage canvas) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}
