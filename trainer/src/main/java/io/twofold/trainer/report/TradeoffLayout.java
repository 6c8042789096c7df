package io.twofold.trainer.report;

import io.twofold.trainer.report.TradeoffPoint.Style;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Where everything of a trade-off plot stands: rec_mse to the right, z_leak upwards, both from 0,
 * so that the best models are at the lower left. Lengths are in pixels, from the upper left corner.
 *
 * @param frame the plot's area inside its axes
 * @param x ticks of rec_mse
 * @param y ticks of z_leak
 * @param places the points, in the order given
 * @param series indices into {@code places} of each series that has more than a dot, by its name
 */
public record TradeoffLayout(
    Rectangle2D frame, Ticks x, Ticks y, List<Place> places, Map<String, List<Integer>> series) {

  /** Labels are tried at this many distances from their points. */
  private static final int RINGS = 7;

  private static final int DIRECTIONS = 16;

  /** About how many steps each axis has. */
  private static final int STEPS = 8;

  /** Labels keep this far from the lines. */
  private static final double LINE_MARGIN = 4;

  /**
   * A point and its label.
   *
   * @param point what stands there
   * @param x of the point's centre
   * @param y of the point's centre
   * @param color an index into the palette
   * @param label the label's box
   * @param led whether the label is so far off that a line must lead to it
   */
  public record Place(
      TradeoffPoint point, double x, double y, int color, Rectangle2D label, boolean led) {}

  /**
   * Lays out points.
   *
   * @param frame the plot's area inside its axes
   * @param textWidth the width of a label
   * @param textHeight the height of a label
   */
  public static TradeoffLayout of(
      List<TradeoffPoint> points,
      Rectangle2D frame,
      ToIntFunction<String> textWidth,
      double textHeight) {
    Ticks x = axis(points.stream().mapToDouble(TradeoffPoint::recMse).toArray());
    Ticks y = axis(points.stream().mapToDouble(TradeoffPoint::zLeak).toArray());
    Map<String, List<Integer>> series = new LinkedHashMap<>();
    List<double[]> centres = new ArrayList<>();
    List<Rectangle2D> taken = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      TradeoffPoint point = points.get(i);
      double[] centre = {
        frame.getX() + frame.getWidth() * (point.recMse() - x.first()) / (x.last() - x.first()),
        frame.getMaxY() - frame.getHeight() * (point.zLeak() - y.first()) / (y.last() - y.first())
      };
      centres.add(centre);
      double radius = radius(point.style());
      taken.add(
          new Rectangle2D.Double(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius));
      if (point.style() != Style.DOT) {
        series.computeIfAbsent(point.series(), name -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> line : series.values()) {
      for (int i = 1; i < line.size(); i++) {
        taken.addAll(along(centres.get(line.get(i - 1)), centres.get(line.get(i))));
      }
    }
    List<String> names = List.copyOf(series.keySet());
    Place[] places = new Place[points.size()];
    for (int i : byImportance(points)) {
      TradeoffPoint point = points.get(i);
      double[] centre = centres.get(i);
      Rectangle2D label =
          label(
              centre,
              radius(point.style()),
              textWidth.applyAsInt(point.name()),
              textHeight,
              frame,
              taken);
      taken.add(label);
      double gapX = Math.max(0, Math.max(label.getX() - centre[0], centre[0] - label.getMaxX()));
      double gapY = Math.max(0, Math.max(label.getY() - centre[1], centre[1] - label.getMaxY()));
      boolean led = Math.hypot(gapX, gapY) > 1.2 * textHeight + radius(point.style());
      int color = point.style() == Style.DOT ? -1 : names.indexOf(point.series());
      places[i] = new Place(point, centre[0], centre[1], color, label, led);
    }
    return new TradeoffLayout(frame, x, y, List.of(places), series);
  }

  /** The radius of a point. */
  public static double radius(Style style) {
    return switch (style) {
      case LINE -> 5;
      case MARK -> 9;
      case DOT -> 4;
    };
  }

  private static Ticks axis(double[] values) {
    double[] withZero = new double[values.length + 1];
    System.arraycopy(values, 0, withZero, 1, values.length);
    return Ticks.around(withZero, STEPS);
  }

  private static List<Integer> byImportance(List<TradeoffPoint> points) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      order.add(i);
    }
    List<Style> styles = List.of(Style.MARK, Style.LINE, Style.DOT);
    order.sort(Comparator.comparingInt(i -> styles.indexOf(points.get(i).style())));
    return order;
  }

  /** Boxes along a line. */
  private static List<Rectangle2D> along(double[] from, double[] to) {
    int steps = (int) (Math.hypot(to[0] - from[0], to[1] - from[1]) / (2 * LINE_MARGIN));
    List<Rectangle2D> boxes = new ArrayList<>();
    for (int step = 1; step < steps; step++) {
      double x = from[0] + (to[0] - from[0]) * step / steps;
      double y = from[1] + (to[1] - from[1]) * step / steps;
      boxes.add(
          new Rectangle2D.Double(
              x - LINE_MARGIN, y - LINE_MARGIN, 2 * LINE_MARGIN, 2 * LINE_MARGIN));
    }
    return boxes;
  }

  /** The first free place around a point, from near to far; where none is free, the first. */
  private static Rectangle2D label(
      double[] centre,
      double radius,
      double width,
      double height,
      Rectangle2D frame,
      List<Rectangle2D> taken) {
    for (int ring = 0; ring < RINGS; ring++) {
      double distance = radius + height * (0.4 + 0.8 * ring);
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        Rectangle2D box = box(centre, distance, direction, width, height);
        if (frame.contains(box) && taken.stream().noneMatch(box::intersects)) {
          return box;
        }
      }
    }
    return box(centre, radius + height * 0.4, 0, width, height);
  }

  /** A box that touches a circle in a direction: 0 is to the right, and odd ones follow even. */
  private static Rectangle2D box(
      double[] centre, double distance, int direction, double width, double height) {
    int turn = direction % 2 == 0 ? direction / 2 : DIRECTIONS - (direction + 1) / 2;
    double angle = 2 * Math.PI * turn / DIRECTIONS;
    double across = Math.cos(angle);
    double down = Math.sin(angle);
    double left = centre[0] + distance * across + width * (across - 1) / 2;
    double top = centre[1] + distance * down + height * (down - 1) / 2;
    return new Rectangle2D.Double(left, top, width, height);
  }
}
