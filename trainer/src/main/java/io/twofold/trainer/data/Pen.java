package io.twofold.trainer.data;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws skeletons with a round, antialiased pen, all on one canvas. Not thread-safe. */
final class Pen implements AutoCloseable {

  /** Pixels for one unit of a skeleton's x at width 1. */
  private static final double UNIT = 18;

  /** The standard deviation of a control point at curvature 1, in units of a skeleton. */
  private static final double JITTER = 0.05;

  /** Where a standard normal is cut off, so that no digit comes apart. */
  private static final double CUT = 2;

  private final double centre;
  private final BufferedImage canvas;
  private final byte[] ink;
  private final Graphics2D graphics;

  Pen(int side) {
    centre = side / 2.0;
    canvas = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    ink = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
    graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setComposite(AlphaComposite.SrcOver);
    graphics.setColor(Color.WHITE);
  }

  /** Draws one digit and copies its side × side pixels to {@code target} at {@code offset}. */
  void draw(
      Skeleton skeleton,
      StrokeFactors factors,
      SplittableRandom random,
      byte[] target,
      int offset) {
    double[] points = shaken(skeleton.points(), factors.curvature() * JITTER, random);
    Curves curves = Curves.through(points, skeleton.strokes());
    double rows = (factors.height() - factors.thickness()) / curves.bounds().getHeight();
    curves.transform(UNIT * factors.width(), -factors.slant() * rows, rows, 0, 0);
    Rectangle2D box = curves.bounds();
    double dx = centre + factors.x() - box.getCenterX();
    double dy = centre + factors.y() - box.getCenterY();
    curves.transform(1, 0, 1, dx, dy);

    Arrays.fill(ink, (byte) 0);
    float diameter = (float) factors.thickness();
    graphics.setStroke(new BasicStroke(diameter, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(curves.path());
    System.arraycopy(ink, 0, target, offset, ink.length);
  }

  private static double[] shaken(double[] points, double deviation, SplittableRandom random) {
    double[] shaken = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double normal = Math.max(-CUT, Math.min(CUT, random.nextGaussian()));
      shaken[i] = points[i] + deviation * normal;
    }
    return shaken;
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
