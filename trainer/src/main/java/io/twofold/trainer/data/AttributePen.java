package io.twofold.trainer.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.List;

/**
 * Draws arrangements of attributes, each in a zone of its own: turning one on or off leaves the
 * pixels of the others as they are. Not thread-safe.
 */
final class AttributePen implements AutoCloseable {

  /** The attributes, in the order of their labels. */
  static final List<String> NAMES =
      List.of("frame", "top-bar", "left-bar", "ring", "dot", "diagonal");

  /** Pixels from the centre to the frame at scale 1. */
  private static final double UNIT = 10.6;

  /** The radius of the hole that tells a ring from a disc, in units. */
  private static final double HOLE = 0.18;

  private static final Shape FRAME = new Rectangle2D.Double(-1, -1, 2, 2);
  private static final Shape TOP_BAR = new Line2D.Double(-0.3, -0.65, 0.6, -0.65);
  private static final Shape LEFT_BAR = new Line2D.Double(-0.65, -0.36, -0.65, 0.1);
  private static final Shape DIAGONAL = new Line2D.Double(-0.66, 0.44, -0.32, 0.66);

  private final int side;
  private final byte[] ink;
  private final Graphics2D graphics;

  AttributePen(int side) {
    this.side = side;
    BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    ink = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
    graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
  }

  /**
   * Draws one arrangement, white on black and without noise.
   *
   * @param on which attributes it has, in the order of {@link #NAMES}
   * @return side × side pixels, valid until the next drawing
   */
  byte[] draw(boolean[] on, MultiStrokeFactors style) {
    Arrays.fill(ink, (byte) 0);
    double unit = UNIT * style.scale();
    double centre = side / 2.0;
    AffineTransform place =
        new AffineTransform(
            unit, 0, -style.slant() * unit, unit, centre + style.x(), centre + style.y());
    graphics.setStroke(
        new BasicStroke((float) style.thickness(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    if (on[0]) {
      stroke(FRAME, place);
    }
    if (on[1]) {
      stroke(TOP_BAR, place);
    }
    if (on[2]) {
      stroke(LEFT_BAR, place);
    }
    double pen = style.thickness() / unit;
    if (on[3]) {
      stroke(circle(0, 0, HOLE + pen / 2), place);
    } else {
      graphics.fill(place.createTransformedShape(circle(0, 0, HOLE + pen)));
    }
    if (on[4]) {
      graphics.fill(place.createTransformedShape(circle(0.6, 0.6, 0.08 + 0.4 * pen)));
    }
    if (on[5]) {
      stroke(DIAGONAL, place);
    }
    return ink;
  }

  private void stroke(Shape shape, AffineTransform place) {
    graphics.draw(place.createTransformedShape(shape));
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
