package io.twofold.trainer.report.html;

import static io.twofold.trainer.report.html.Html.number;

import io.twofold.trainer.report.LossPlot;
import io.twofold.trainer.report.Palette;
import io.twofold.trainer.report.Ticks;
import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Curves by epoch, each a small drawing with a scale of its own; a hover tells each value. */
final class CurvePanels {

  private static final double WIDTH = 320;
  private static final double HEIGHT = 190;
  private static final double LEFT = 46;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 22;

  private CurvePanels() {}

  static void write(Html html, List<LossPlot.Series> curves) {
    html.in(
        "div",
        () -> {
          for (int i = 0; i < curves.size(); i++) {
            panel(html, curves.get(i), css(Palette.color(i % 10, 10)));
          }
        },
        "class",
        "panels");
  }

  /** A colour as style sheets write it. */
  static String css(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }

  private static void panel(Html html, LossPlot.Series series, String color) {
    String last = last(series.values());
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () ->
                  html.text("span", series.name())
                      .text("output", last, "style", "border-color:" + color));
          html.in(
              "svg",
              () -> drawing(html, series.values(), color),
              "viewBox",
              "0 0 %s %s".formatted(number(WIDTH), number(HEIGHT)),
              "role",
              "img",
              "aria-label",
              "%s over %d epochs, %s at the end"
                  .formatted(series.name(), series.values().length, last));
        },
        "class",
        "panel");
    html.line();
  }

  private static void drawing(Html html, double[] values, String color) {
    Ticks ticks = Ticks.around(values);
    double perUnit = (HEIGHT - TOP - BOTTOM) / (ticks.last() - ticks.first());
    Svg svg = new Svg(html);
    for (int i = 0; i < ticks.count(); i++) {
      double y = HEIGHT - BOTTOM - (ticks.value(i) - ticks.first()) * perUnit;
      svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
      svg.text("tick end", LEFT - 6, y + 4, ticks.label(i));
    }
    svg.text("tick", LEFT, HEIGHT - 6, "1");
    if (values.length > 1) {
      svg.text("tick end", WIDTH - RIGHT, HEIGHT - 6, "epoch " + values.length);
    }
    double perEpoch = (WIDTH - LEFT - RIGHT - 8) / Math.max(1, values.length - 1);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        boolean joined = i > 0 && Double.isFinite(values[i - 1]);
        path.append(joined ? 'L' : 'M')
            .append(number(LEFT + 4 + i * perEpoch))
            .append(' ')
            .append(number(HEIGHT - BOTTOM - (values[i] - ticks.first()) * perUnit))
            .append(joined ? "" : "h0");
      }
    }
    html.empty("path", "class", "curve", "d", path.toString(), "stroke", color);
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        double x = LEFT + 4 + i * perEpoch;
        double y = HEIGHT - BOTTOM - (values[i] - ticks.first()) * perUnit;
        hover(html, x, y, perEpoch, "epoch %d: %s".formatted(i + 1, value(values[i])), color);
      }
    }
  }

  /** A strip of an epoch's width that shows a dot and the value while it is pointed at. */
  private static void hover(
      Html html, double x, double y, double width, String text, String color) {
    double wide = Math.max(width, 1);
    html.in(
        "g",
        () -> {
          html.text("title", text);
          html.empty(
              "rect",
              "x",
              number(x - wide / 2),
              "y",
              number(TOP),
              "width",
              number(wide),
              "height",
              number(HEIGHT - TOP - BOTTOM));
          new Svg(html).circle("fill", color, x, y, 4);
        },
        "class",
        "hit");
  }

  private static String last(double[] values) {
    for (int i = values.length - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return value(values[i]);
      }
    }
    return "";
  }

  private static String value(double value) {
    double size = Math.abs(value);
    String format =
        size != 0 && (size < 1e-3 || size >= 1e5) ? "%.2e" : size < 10 ? "%.4f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }
}
