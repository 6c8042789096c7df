package io.twofold.trainer.report.html;

import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.Palette;
import java.util.List;

/**
 * Codes laid out in the plane: a drawing each, and one legend that picks a class in all of them.
 */
final class EmbeddingPlots {

  private static final int SIDE = 1000;
  private static final int MARGIN = 20;

  /** Dots of a path: classes take turns, so that none lies on top of all others. */
  private static final int TURN = 100;

  private EmbeddingPlots() {}

  static void write(Html html, List<Embedding> embeddings) {
    List<String> names = embeddings.get(0).labelNames();
    boolean oneLegend = embeddings.stream().allMatch(plot -> plot.labelNames().equals(names));
    html.in(
        "div",
        () -> {
          if (oneLegend) {
            legend(html, names);
          }
          html.in(
              "div",
              () -> embeddings.forEach(plot -> plot(html, plot, oneLegend)),
              "class",
              "pair");
        },
        "class",
        "embeddings");
  }

  private static void plot(Html html, Embedding plot, boolean oneLegend) {
    html.in(
        "figure",
        () -> {
          html.in("figcaption", () -> html.text("h3", plot.title()));
          if (!oneLegend) {
            legend(html, plot.labelNames());
          }
          html.in(
              "svg",
              () -> dots(html, plot),
              "viewBox",
              "0 0 %d %d".formatted(SIDE, SIDE),
              "class",
              "cloud",
              "role",
              "img",
              "aria-label",
              "%s: %d codes of %d classes"
                  .formatted(plot.title(), plot.labels().length, plot.labelNames().size()));
        });
    html.line();
  }

  private static void dots(Html html, Embedding plot) {
    int[] at = places(plot.points());
    int classes = plot.labelNames().size();
    int[] next = new int[classes];
    double width = Math.max(7, Math.min(16, 500 / Math.sqrt(Math.max(1, plot.labels().length))));
    for (boolean more = true; more; ) {
      more = false;
      for (int label = 0; label < classes; label++) {
        StringBuilder path = new StringBuilder();
        int drawn = 0;
        while (next[label] < plot.labels().length && drawn < TURN) {
          int i = next[label]++;
          if (plot.labels()[i] == label) {
            path.append('M').append(at[2 * i]).append(' ').append(at[2 * i + 1]).append("h0");
            drawn++;
          }
        }
        if (drawn > 0) {
          html.empty(
              "path",
              "class",
              "dots",
              "data-label",
              plot.labelNames().get(label),
              "d",
              path.toString(),
              "stroke",
              CurvePanels.css(Palette.color(label, classes)),
              "stroke-width",
              Html.number(width));
        }
        more |= next[label] < plot.labels().length;
      }
    }
  }

  /** Points in the drawing: both axes share one scale, and y grows upwards. */
  private static int[] places(float[] points) {
    double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < points.length; i++) {
      min[i % 2] = Math.min(min[i % 2], points[i]);
      max[i % 2] = Math.max(max[i % 2], points[i]);
    }
    double span = Math.max(1e-9, Math.max(max[0] - min[0], max[1] - min[1]));
    double scale = (SIDE - 2 * MARGIN) / span;
    int[] places = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      double fromMiddle = scale * (points[i] - (min[i % 2] + max[i % 2]) / 2);
      places[i] = (int) Math.round(SIDE / 2.0 + (i % 2 == 0 ? fromMiddle : -fromMiddle));
    }
    return places;
  }

  private static void legend(Html html, List<String> names) {
    html.in(
        "ul",
        () -> {
          for (int label = 0; label < names.size(); label++) {
            String color = CurvePanels.css(Palette.color(label, names.size()));
            String name = names.get(label);
            html.in(
                "li",
                () ->
                    html.in(
                        "button",
                        () -> html.text("i", "", "style", "background:" + color).text("span", name),
                        "type",
                        "button",
                        "data-label",
                        name,
                        "aria-pressed",
                        "false"));
          }
        },
        "class",
        "legend");
  }
}
