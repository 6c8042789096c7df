package io.twofold.trainer.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Points in the plane, coloured by class, with a title and a legend; both axes share one scale. */
public final class ScatterPlot {

  /** Rows and columns of the picture. */
  public static final int SIDE = 900;

  private static final int MARGIN = 24;
  private static final int TITLE_SCALE = 3;
  private static final int LEGEND_SCALE = 2;
  private static final int LEGEND_ROW = 26;
  private static final int LEGEND_DOT = 12;
  private static final int LEGEND_MAX_TEXT = 160;

  /** Opacity of a dot, of 255: crowds look darker than strays. */
  private static final int ALPHA = 190;

  private ScatterPlot() {}

  /**
   * The plot.
   *
   * @param title over the plot
   * @param points x and y of each point, n × 2; y grows upwards
   * @param labels the class of each point, an index into {@code labelNames}
   * @param labelNames the classes, in the order of the legend
   * @throws IllegalArgumentException if lengths disagree, a point is not finite, or a label has no
   *     name
   */
  public static BufferedImage draw(
      String title, float[] points, int[] labels, List<String> labelNames) {
    check(points, labels, labelNames.size());
    BufferedImage canvas = Canvas.blank(SIDE, SIDE);
    Graphics2D graphics = Canvas.smooth(canvas);
    String shown = PixelText.fit(title, TITLE_SCALE, SIDE - 2 * MARGIN);
    PixelText.draw(graphics, shown, MARGIN, MARGIN, TITLE_SCALE, Canvas.INK);

    int top = 2 * MARGIN + PixelText.height(TITLE_SCALE);
    int legend = legendWidth(labelNames);
    int width = SIDE - 2 * MARGIN - legend;
    int height = SIDE - top - MARGIN;
    graphics.setColor(Canvas.LINE);
    graphics.drawRect(MARGIN, top, width - 1, height - 1);
    dots(graphics, points, labels, labelNames.size(), MARGIN, top, width, height);
    legend(graphics, labelNames, SIDE - MARGIN - legend, top, height);
    graphics.dispose();
    return canvas;
  }

  private static void check(float[] points, int[] labels, int classes) {
    if (points.length != 2 * labels.length) {
      throw new IllegalArgumentException(
          "%d labels need %d coordinates, not %d"
              .formatted(labels.length, 2 * labels.length, points.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label %d is not one of %d classes".formatted(label, classes));
      }
    }
    for (float value : points) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("points must be finite, not " + value);
      }
    }
  }

  private static void dots(
      Graphics2D graphics,
      float[] points,
      int[] labels,
      int classes,
      int left,
      int top,
      int width,
      int height) {
    float[] min = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
    float[] max = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (int i = 0; i < points.length; i++) {
      min[i % 2] = Math.min(min[i % 2], points[i]);
      max[i % 2] = Math.max(max[i % 2], points[i]);
    }
    double scaleX = (width - 2 * MARGIN) / Math.max((double) max[0] - min[0], Float.MIN_NORMAL);
    double scaleY = (height - 2 * MARGIN) / Math.max((double) max[1] - min[1], Float.MIN_NORMAL);
    double scale = Math.min(scaleX, scaleY);
    double centreX = ((double) min[0] + max[0]) / 2;
    double centreY = ((double) min[1] + max[1]) / 2;
    double diameter = labels.length > 3000 ? 4 : labels.length > 600 ? 5.5 : 7.5;
    for (int i = 0; i < labels.length; i++) {
      Color color = Palette.color(labels[i], classes);
      graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), ALPHA));
      double x = left + width / 2.0 + scale * (points[2 * i] - centreX);
      double y = top + height / 2.0 - scale * (points[2 * i + 1] - centreY);
      graphics.fill(new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter));
    }
  }

  /** Columns for the legend with the blank before it. */
  private static int legendWidth(List<String> labelNames) {
    int widest = 0;
    for (String name : labelNames) {
      widest = Math.max(widest, PixelText.width(name, LEGEND_SCALE));
    }
    return MARGIN + 2 * LEGEND_DOT + Math.min(widest, LEGEND_MAX_TEXT);
  }

  private static void legend(
      Graphics2D graphics, List<String> labelNames, int left, int top, int height) {
    int fit = height / LEGEND_ROW;
    boolean all = labelNames.size() <= fit;
    int shown = all ? labelNames.size() : fit - 1;
    int dotLeft = left + MARGIN;
    int textLeft = dotLeft + 2 * LEGEND_DOT;
    int down = (LEGEND_DOT - PixelText.ASCENT * LEGEND_SCALE) / 2;
    for (int i = 0; i < shown; i++) {
      int y = top + i * LEGEND_ROW;
      graphics.setColor(Palette.color(i, labelNames.size()));
      graphics.fill(new Ellipse2D.Double(dotLeft, y, LEGEND_DOT, LEGEND_DOT));
      String name = PixelText.fit(labelNames.get(i), LEGEND_SCALE, LEGEND_MAX_TEXT);
      PixelText.draw(graphics, name, textLeft, y + down, LEGEND_SCALE, Canvas.INK);
    }
    if (!all) {
      String more = "+" + (labelNames.size() - shown);
      int y = top + shown * LEGEND_ROW + down;
      PixelText.draw(graphics, more, textLeft, y, LEGEND_SCALE, Canvas.QUIET);
    }
  }
}
