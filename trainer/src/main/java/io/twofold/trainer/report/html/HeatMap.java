package io.twofold.trainer.report.html;

import java.util.Locale;

/** The share of swaps that show the content's label, cell by cell: the redder, the worse. */
final class HeatMap {

  /** The share of failures that is as red as it gets, where no cell is worse. */
  private static final double RED = 0.1;

  private HeatMap() {}

  static void write(Html html, SwapMatrix matrix) {
    double worst = 1;
    for (double[] row : matrix.accuracy()) {
      for (double share : row) {
        worst = Double.isNaN(share) ? worst : Math.min(worst, share);
      }
    }
    double least = worst;
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () ->
                  html.text("h3", "Swaps that show the content's label")
                      .text(
                          "p",
                          "In percent: rows by the class of the content, columns by the class of"
                              + " the style. The worst pair reaches %s %%."
                                  .formatted(percent(least)),
                          "class",
                          "note"));
          html.in(
              "div",
              () -> html.in("table", () -> rows(html, matrix, least), "class", "heat"),
              "class",
              "scroll",
              "tabindex",
              "0",
              "role",
              "region",
              "aria-label",
              "Swap accuracy by class");
        });
    html.line();
  }

  private static void rows(Html html, SwapMatrix matrix, double worst) {
    html.in(
        "thead",
        () ->
            html.in(
                "tr",
                () -> {
                  html.text("td", "s ↓  z →", "class", "corner");
                  matrix.labels().forEach(label -> html.text("th", label, "scope", "col"));
                }));
    html.in(
        "tbody",
        () -> {
          for (int row = 0; row < matrix.labels().size(); row++) {
            String label = matrix.labels().get(row);
            double[] shares = matrix.accuracy()[row];
            html.in(
                "tr",
                () -> {
                  html.text("th", label, "scope", "row");
                  for (double share : shares) {
                    cell(html, share, worst);
                  }
                });
          }
        });
  }

  private static void cell(Html html, double share, double worst) {
    if (Double.isNaN(share)) {
      html.text("td", "–", "class", "none");
      return;
    }
    double red = 0.75 * (1 - share) / Math.max(RED, 1 - worst);
    html.text(
        "td",
        percent(share),
        "style",
        String.format(Locale.ROOT, "background:rgba(212,61,61,%.2f)", red),
        "class",
        share == worst ? "worst" : "");
  }

  private static String percent(double share) {
    return share == 1 ? "100" : String.format(Locale.ROOT, "%.1f", Math.floor(1000 * share) / 10);
  }
}
