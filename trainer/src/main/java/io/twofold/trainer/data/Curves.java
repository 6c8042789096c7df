package io.twofold.trainer.data;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Cubic Bézier curves, 4 points of x and y each, one after the other. */
final class Curves {

  private static final int VALUES = 8;

  /** Steps along each curve at whose ends its bounds are measured. */
  private static final int STEPS = 5;

  private final double[] values;

  private Curves(double[] values) {
    this.values = values;
  }

  /**
   * The uniform Catmull-Rom splines through {@code strokes}, each a list of indices into {@code
   * points}; a spline leaves its first point towards the second and reaches its last point from the
   * one before.
   */
  static Curves through(double[] points, int[][] strokes) {
    int count = 0;
    for (int[] stroke : strokes) {
      count += stroke.length - 1;
    }
    double[] values = new double[count * VALUES];
    int at = 0;
    for (int[] stroke : strokes) {
      int last = stroke.length - 1;
      for (int i = 0; i < last; i++, at += VALUES) {
        for (int axis = 0; axis < 2; axis++) {
          double before = points[2 * stroke[Math.max(0, i - 1)] + axis];
          double start = points[2 * stroke[i] + axis];
          double end = points[2 * stroke[i + 1] + axis];
          double after = points[2 * stroke[Math.min(last, i + 2)] + axis];
          values[at + axis] = start;
          values[at + 2 + axis] = start + (end - before) / 6;
          values[at + 4 + axis] = end - (after - start) / 6;
          values[at + 6 + axis] = end;
        }
      }
    }
    return new Curves(values);
  }

  /** Maps every (x, y) to (xx·x + xy·y + dx, yy·y + dy). */
  void transform(double xx, double xy, double yy, double dx, double dy) {
    for (int i = 0; i < values.length; i += 2) {
      double x = values[i];
      double y = values[i + 1];
      values[i] = xx * x + xy * y + dx;
      values[i + 1] = yy * y + dy;
    }
  }

  /** The smallest upright box around a few points of each curve, its ends among them. */
  Rectangle2D bounds() {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < values.length; at += VALUES) {
      for (int step = 0; step <= STEPS; step++) {
        double t = (double) step / STEPS;
        double x = bezier(at, t);
        double y = bezier(at + 1, t);
        minX = Math.min(minX, x);
        maxX = Math.max(maxX, x);
        minY = Math.min(minY, y);
        maxY = Math.max(maxY, y);
      }
    }
    return new Rectangle2D.Double(minX, minY, maxX - minX, maxY - minY);
  }

  private double bezier(int at, double t) {
    double u = 1 - t;
    return u * u * u * values[at]
        + 3 * u * u * t * values[at + 2]
        + 3 * u * t * t * values[at + 4]
        + t * t * t * values[at + 6];
  }

  /** The curves as one path; a curve that starts where the one before ends continues it. */
  Path2D path() {
    Path2D path = new Path2D.Double();
    for (int at = 0; at < values.length; at += VALUES) {
      if (at == 0 || values[at] != values[at - 2] || values[at + 1] != values[at - 1]) {
        path.moveTo(values[at], values[at + 1]);
      }
      path.curveTo(
          values[at + 2],
          values[at + 3],
          values[at + 4],
          values[at + 5],
          values[at + 6],
          values[at + 7]);
    }
    return path;
  }
}
