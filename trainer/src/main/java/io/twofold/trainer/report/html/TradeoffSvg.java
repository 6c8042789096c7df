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
    Svg svg = new Svg(html);
    axes(svg, layout);
    legend(svg, layout);
    lines(html, layout);
    layout.places().forEach(place -> place(html, place));
  }

  private static int width(String text) {
    return (int) Math.ceil(text.codePointCount(0, text.length()) * CHARACTER);
  }

  private static void axes(Svg svg, TradeoffLayout layout) {
    Rectangle2D frame = layout.frame();
    for (int i = 0; i < layout.y().count(); i++) {
      double y = frame.getMaxY() - frame.getHeight() * i / (layout.y().count() - 1);
      svg.line("grid", frame.getX(), y, frame.getMaxX(), y);
      svg.text("tick end", LEFT - 8, y + 4, layout.y().label(i));
    }
    for (int i = 0; i < layout.x().count(); i++) {
      double x = frame.getX() + frame.getWidth() * i / (layout.x().count() - 1);
      svg.line("grid", x, frame.getY(), x, frame.getMaxY());
      svg.text("tick middle", x, frame.getMaxY() + 18, layout.x().label(i));
    }
    svg.text("axis", 8, 20, "z_leak: what a fresh probe reads from z");
    svg.text("axis end", frame.getMaxX(), HEIGHT - 10, "rec_mse: what the reconstruction loses →");
    svg.text("tick", LEFT, HEIGHT - 10, "best: lower left");
  }

  private static void legend(Svg svg, TradeoffLayout layout) {
    double left = LEFT;
    int color = 0;
    for (String name : layout.series().keySet()) {
      svg.circle("fill", color(color++), left + 5, 42, 5);
      svg.text("label", left + 16, 47, name);
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
    Svg svg = new Svg(html);
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
            svg.line("lead", place.x(), place.y(), x, y);
          }
          double radius = TradeoffLayout.radius(place.point().style());
          if (dot) {
            svg.circle("class", "anchor", place.x(), place.y(), radius);
          } else {
            svg.circle("fill", color(place.color()), place.x(), place.y(), radius);
          }
          String style = dot ? "label quiet" : "label";
          svg.text(style, label.getX(), label.getMaxY() - 3, place.point().name());
        });
    html.line();
  }

  private static String color(int index) {
    return CurvePanels.css(Palette.color(index % 10, 10));
  }
}
