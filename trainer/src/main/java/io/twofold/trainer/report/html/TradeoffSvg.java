package io.twofold.trainer.report.html;

import static io.twofold.trainer.report.html.Html.number;

import io.twofold.trainer.report.Palette;
import io.twofold.trainer.report.TradeoffLayout;
import io.twofold.trainer.report.TradeoffLayout.Place;
import io.twofold.trainer.report.TradeoffPoint;
import io.twofold.trainer.report.TradeoffPoint.Style;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;

/** What z still tells of the label against what the reconstruction loses, as a drawing. */
public final class TradeoffSvg {

  private static final int WIDTH = 880;
  private static final int HEIGHT = 560;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 62;
  private static final int BOTTOM = 56;
  private static final int TEXT = 14;

  /** About the width of a character, in a sans-serif of 13 pixels. */
  private static final double CHARACTER = 7.1;

  private TradeoffSvg() {}

  /** The drawing as a file of its own, light or dark as the reader likes it. */
  public static String file(List<TradeoffPoint> points) {
    Html html = new Html();
    html.in(
        "svg",
        () -> {
          html.in("style", () -> html.verbatim(Resources.read("tradeoff.css")));
          html.empty(
              "rect",
              "class",
              "paper",
              "width",
              Integer.toString(WIDTH),
              "height",
              Integer.toString(HEIGHT));
          drawing(html, points);
        },
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(HEIGHT));
    return html + "\n";
  }

  /** The drawing inside a page. */
  static void write(Html html, List<TradeoffPoint> points) {
    html.in(
        "svg",
        () -> drawing(html, points),
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "class",
        "tradeoff",
        "role",
        "img",
        "aria-label",
        "z_leak against rec_mse of %d models".formatted(points.size()));
  }

  private static void drawing(Html html, List<TradeoffPoint> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("there are no points to plot");
    }
    Rectangle2D frame =
        new Rectangle2D.Double(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    TradeoffLayout layout = TradeoffLayout.of(points, frame, TradeoffSvg::width, TEXT);
    axes(html, layout);
    legend(html, layout);
    lines(html, layout);
    layout.places().forEach(place -> place(html, place));
  }

  private static int width(String text) {
    return (int) Math.ceil(text.codePointCount(0, text.length()) * CHARACTER);
  }

  private static void axes(Html html, TradeoffLayout layout) {
    Rectangle2D frame = layout.frame();
    for (int i = 0; i < layout.y().count(); i++) {
      String y = number(frame.getMaxY() - frame.getHeight() * i / (layout.y().count() - 1));
      html.empty(
          "line",
          "class",
          "grid",
          "x1",
          number(frame.getX()),
          "x2",
          number(frame.getMaxX()),
          "y1",
          y,
          "y2",
          y);
      html.text(
          "text",
          layout.y().label(i),
          "class",
          "tick end",
          "x",
          number(LEFT - 8),
          "y",
          y,
          "dy",
          "4");
    }
    for (int i = 0; i < layout.x().count(); i++) {
      String x = number(frame.getX() + frame.getWidth() * i / (layout.x().count() - 1));
      html.empty(
          "line",
          "class",
          "grid",
          "x1",
          x,
          "x2",
          x,
          "y1",
          number(frame.getY()),
          "y2",
          number(frame.getMaxY()));
      html.text(
          "text",
          layout.x().label(i),
          "class",
          "tick middle",
          "x",
          x,
          "y",
          number(frame.getMaxY() + 18));
    }
    html.text(
        "text", "z_leak: what a fresh probe reads from z", "class", "axis", "x", "8", "y", "20");
    html.text(
        "text",
        "rec_mse: what the reconstruction loses →",
        "class",
        "axis end",
        "x",
        number(frame.getMaxX()),
        "y",
        number(HEIGHT - 10));
    html.text(
        "text", "best: lower left", "class", "tick", "x", number(LEFT), "y", number(HEIGHT - 10));
  }

  private static void legend(Html html, TradeoffLayout layout) {
    double left = LEFT;
    int color = 0;
    for (String name : layout.series().keySet()) {
      html.empty("circle", "cx", number(left + 5), "cy", "42", "r", "5", "fill", color(color++));
      html.text("text", name, "class", "label", "x", number(left + 16), "y", "47");
      left += 16 + width(name) + 24;
    }
  }

  private static void lines(Html html, TradeoffLayout layout) {
    int color = 0;
    for (Map.Entry<String, List<Integer>> series : layout.series().entrySet()) {
      StringBuilder path = new StringBuilder();
      for (int i : series.getValue()) {
        Place place = layout.places().get(i);
        if (place.point().style() == Style.LINE) {
          path.append(path.isEmpty() ? 'M' : 'L')
              .append(number(place.x()))
              .append(' ')
              .append(number(place.y()));
        }
      }
      String stroke = color(color++);
      if (!path.isEmpty()) {
        html.empty("path", "class", "curve", "d", path.toString(), "stroke", stroke);
      }
    }
  }

  private static void place(Html html, Place place) {
    boolean dot = place.point().style() == Style.DOT;
    html.in(
        "g",
        () -> {
          Rectangle2D label = place.label();
          html.text(
              "title",
              "%s: z_leak %s, rec_mse %s"
                  .formatted(
                      place.point().name(),
                      MeasureGuide.format("z_leak", place.point().zLeak()),
                      MeasureGuide.format("rec_mse", place.point().recMse())));
          if (place.led()) {
            double x = Math.max(label.getX(), Math.min(label.getMaxX(), place.x()));
            double y = Math.max(label.getY(), Math.min(label.getMaxY(), place.y()));
            html.empty(
                "line",
                "class",
                "lead",
                "x1",
                number(place.x()),
                "y1",
                number(place.y()),
                "x2",
                number(x),
                "y2",
                number(y));
          }
          String radius = number(TradeoffLayout.radius(place.point().style()));
          if (dot) {
            html.empty(
                "circle",
                "class",
                "anchor",
                "cx",
                number(place.x()),
                "cy",
                number(place.y()),
                "r",
                radius);
          } else {
            html.empty(
                "circle",
                "fill",
                color(place.color()),
                "cx",
                number(place.x()),
                "cy",
                number(place.y()),
                "r",
                radius);
          }
          html.text(
              "text",
              place.point().name(),
              "class",
              dot ? "label quiet" : "label",
              "x",
              number(label.getX()),
              "y",
              number(label.getMaxY() - 3));
        });
    html.line();
  }

  private static String color(int index) {
    return CurvePanels.css(Palette.color(index % 10, 10));
  }
}
