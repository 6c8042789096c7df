package io.twofold.trainer.report;

import io.twofold.trainer.report.TradeoffLayout.Place;
import io.twofold.trainer.report.TradeoffPoint.Style;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/** What z still tells of the label against what the reconstruction loses, as a picture. */
public final class TradeoffPlot {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;
  private static final int MARGIN = 32;
  private static final int TEXT_SCALE = 2;
  private static final int SCALE_WIDTH = 72;
  private static final int LEGEND_ROW = 28;

  private TradeoffPlot() {}

  /**
   * The plot of at least one point.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static BufferedImage draw(List<TradeoffPoint> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("there are no points to plot");
    }
    int text = PixelText.height(TEXT_SCALE);
    int top = MARGIN + text + LEGEND_ROW;
    Rectangle2D frame =
        new Rectangle2D.Double(
            MARGIN + SCALE_WIDTH,
            top,
            WIDTH - 2.0 * MARGIN - SCALE_WIDTH,
            HEIGHT - top - MARGIN - 3.0 * text);
    TradeoffLayout layout =
        TradeoffLayout.of(points, frame, name -> PixelText.width(name, TEXT_SCALE), text);
    BufferedImage canvas = Canvas.blank(WIDTH, HEIGHT);
    Graphics2D graphics = Canvas.smooth(canvas);
    axes(graphics, layout);
    legend(graphics, layout);
    lines(graphics, layout);
    points(graphics, layout);
    graphics.dispose();
    return canvas;
  }

  private static void axes(Graphics2D graphics, TradeoffLayout layout) {
    Rectangle2D frame = layout.frame();
    for (int i = 0; i < layout.y().count(); i++) {
      double y = frame.getMaxY() - frame.getHeight() * i / (layout.y().count() - 1);
      graphics.setColor(Canvas.LINE);
      graphics.draw(new Line2D.Double(frame.getX(), y, frame.getMaxX(), y));
      String label = layout.y().label(i);
      int left = (int) frame.getX() - 10 - PixelText.width(label, TEXT_SCALE);
      write(graphics, label, left, (int) y - 7, Canvas.QUIET);
    }
    for (int i = 0; i < layout.x().count(); i++) {
      double x = frame.getX() + frame.getWidth() * i / (layout.x().count() - 1);
      graphics.setColor(Canvas.LINE);
      graphics.draw(new Line2D.Double(x, frame.getY(), x, frame.getMaxY()));
      String label = layout.x().label(i);
      int left = (int) x - PixelText.width(label, TEXT_SCALE) / 2;
      write(graphics, label, left, (int) frame.getMaxY() + 12, Canvas.QUIET);
    }
    String across = "rec_mse: what the reconstruction loses \u2192";
    int left = (int) frame.getMaxX() - PixelText.width(across, TEXT_SCALE);
    write(graphics, across, left, (int) frame.getMaxY() + 42, Canvas.INK);
    write(graphics, "z_leak: what a fresh probe reads from z", MARGIN, MARGIN, Canvas.INK);
    String best = "best: lower left";
    write(graphics, best, (int) frame.getX(), (int) frame.getMaxY() + 42, Canvas.QUIET);
  }

  private static void legend(Graphics2D graphics, TradeoffLayout layout) {
    int left = (int) layout.frame().getX();
    int top = MARGIN + LEGEND_ROW;
    int color = 0;
    for (String name : layout.series().keySet()) {
      graphics.setColor(color(color++));
      graphics.fill(new Ellipse2D.Double(left, top, 12, 12));
      write(graphics, name, left + 20, top - 1, Canvas.INK);
      left += 20 + PixelText.width(name, TEXT_SCALE) + MARGIN;
    }
  }

  private static void lines(Graphics2D graphics, TradeoffLayout layout) {
    graphics.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    int color = 0;
    for (Map.Entry<String, List<Integer>> series : layout.series().entrySet()) {
      Path2D path = new Path2D.Double();
      for (int i : series.getValue()) {
        Place place = layout.places().get(i);
        if (place.point().style() != Style.LINE) {
          continue;
        }
        if (path.getCurrentPoint() == null) {
          path.moveTo(place.x(), place.y());
        } else {
          path.lineTo(place.x(), place.y());
        }
      }
      graphics.setColor(color(color++));
      graphics.draw(path);
    }
    graphics.setStroke(new BasicStroke(1));
  }

  private static void points(Graphics2D graphics, TradeoffLayout layout) {
    for (Place place : layout.places()) {
      boolean dot = place.point().style() == Style.DOT;
      Rectangle2D label = place.label();
      if (place.led()) {
        graphics.setColor(Canvas.QUIET);
        double x = Math.max(label.getX(), Math.min(label.getMaxX(), place.x()));
        double y = Math.max(label.getY(), Math.min(label.getMaxY(), place.y()));
        graphics.draw(new Line2D.Double(place.x(), place.y(), x, y));
      }
      double radius = TradeoffLayout.radius(place.point().style());
      graphics.setColor(dot ? Canvas.QUIET : color(place.color()));
      graphics.fill(
          new Ellipse2D.Double(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius));
      write(
          graphics,
          place.point().name(),
          (int) label.getX(),
          (int) label.getY() + TEXT_SCALE,
          dot ? Canvas.QUIET : Canvas.INK);
    }
  }

  private static void write(Graphics2D graphics, String text, int left, int top, Color color) {
    PixelText.draw(graphics, text, left, top, TEXT_SCALE, color);
  }

  private static Color color(int index) {
    return Palette.color(index % 10, 10);
  }
}
