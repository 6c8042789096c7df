package io.twofold.trainer.report.html;

import static io.twofold.trainer.report.html.Html.number;

/**
 * Shapes of a drawing.
 *
 * @param html where they are written
 */
record Svg(Html html) {

  void line(String style, double fromX, double fromY, double toX, double toY) {
    String[] attributes = {
      "class", style, "x1", number(fromX), "y1", number(fromY), "x2", number(toX), "y2", number(toY)
    };
    html.empty("line", attributes);
  }

  void text(String style, double x, double y, String text) {
    html.text("text", text, "class", style, "x", number(x), "y", number(y));
  }

  /** A disc with one attribute more, such as its colour. */
  void circle(String attribute, String value, double x, double y, double radius) {
    html.empty("circle", attribute, value, "cx", number(x), "cy", number(y), "r", number(radius));
  }
}
