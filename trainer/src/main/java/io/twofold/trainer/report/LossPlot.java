package io.twofold.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Curves by epoch, each in a small panel with a scale of its own. */
public final class LossPlot {

  private static final int COLUMNS = 3;
  private static final int MARGIN = 20;
  private static final int PANEL_WIDTH = 300;
  private static final int PANEL_HEIGHT = 220;

  /** Room in a panel above, left of and below its curve, for text. */
  private static final int TITLE = 32;

  private static final int SCALE_WIDTH = 48;
  private static final int EPOCHS = 20;

  private static final int TITLE_SCALE = 2;
  private static final int NUMBER_SCALE = 1;
  private static final double DOT = 6;

  private LossPlot() {}

  /**
   * One curve.
   *
   * @param name its title
   * @param values by epoch, from epoch 1; one that is not finite is a gap
   */
  public record Series(String name, double[] values) {}

  /** The panels, three in a row, in the order given; the last value stands beside each title. */
  public static BufferedImage draw(List<Series> series) {
    int columns = Math.max(1, Math.min(COLUMNS, series.size()));
    int rows = Math.max(1, (series.size() + columns - 1) / columns);
    BufferedImage canvas =
        Canvas.blank(
            MARGIN + columns * (PANEL_WIDTH + MARGIN), MARGIN + rows * (PANEL_HEIGHT + MARGIN));
    Graphics2D graphics = Canvas.smooth(canvas);
    for (int i = 0; i < series.size(); i++) {
      int left = MARGIN + i % columns * (PANEL_WIDTH + MARGIN);
      int top = MARGIN + i / columns * (PANEL_HEIGHT + MARGIN);
      panel(graphics, series.get(i), Palette.color(i % 10, 10), left, top);
    }
    graphics.dispose();
    return canvas;
  }

  private static void panel(Graphics2D graphics, Series series, Color color, int left, int top) {
    double[] values = series.values();
    String last = values.length == 0 ? "" : number(values[values.length - 1]);
    int lastWidth = PixelText.width(last, TITLE_SCALE);
    String name =
        PixelText.fit(series.name(), TITLE_SCALE, PANEL_WIDTH - SCALE_WIDTH - lastWidth - MARGIN);
    PixelText.draw(graphics, name, left + SCALE_WIDTH, top, TITLE_SCALE, Canvas.INK);
    PixelText.draw(graphics, last, left + PANEL_WIDTH - lastWidth, top, TITLE_SCALE, color);

    Ticks ticks = Ticks.around(values);
    int bottom = top + PANEL_HEIGHT - EPOCHS;
    double perUnit = (bottom - top - TITLE) / (ticks.last() - ticks.first());
    for (int i = 0; i < ticks.count(); i++) {
      double y = bottom - (ticks.value(i) - ticks.first()) * perUnit;
      graphics.setColor(Canvas.LINE);
      graphics.draw(new Line2D.Double(left + SCALE_WIDTH, y, left + PANEL_WIDTH, y));
      numberLeftOf(graphics, ticks.label(i), left + SCALE_WIDTH - 6, (int) y - 3);
    }
    int epochTop = bottom + 8;
    PixelText.draw(graphics, "1", left + SCALE_WIDTH, epochTop, NUMBER_SCALE, Canvas.QUIET);
    if (values.length > 1) {
      numberLeftOf(graphics, "epoch " + values.length, left + PANEL_WIDTH, epochTop);
    }

    double perEpoch = (PANEL_WIDTH - SCALE_WIDTH - DOT) / Math.max(1, values.length - 1);
    Path2D curve = new Path2D.Double();
    graphics.setColor(color);
    boolean drawing = false;
    for (int i = 0; i < values.length; i++) {
      double x = left + SCALE_WIDTH + DOT / 2 + i * perEpoch;
      double y = bottom - (values[i] - ticks.first()) * perUnit;
      if (!Double.isFinite(values[i])) {
        drawing = false;
      } else if (drawing) {
        curve.lineTo(x, y);
      } else {
        curve.moveTo(x, y);
        drawing = true;
      }
      if (drawing && i == values.length - 1) {
        graphics.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
      }
    }
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(curve);
    graphics.setStroke(new BasicStroke(1));
  }

  private static void numberLeftOf(Graphics2D graphics, String text, int right, int top) {
    int left = right - PixelText.width(text, NUMBER_SCALE);
    PixelText.draw(graphics, text, left, top, NUMBER_SCALE, Canvas.QUIET);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format =
        size != 0 && (size < 1e-3 || size >= 1e5) ? "%.2e" : size < 10 ? "%.4f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }
}
