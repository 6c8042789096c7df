package io.twofold.trainer.report.html;

import io.twofold.trainer.report.TradeoffPoint;
import io.twofold.trainer.report.html.Anchors.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The measures with their meaning, and beside them what other models reach. */
final class ScorecardTables {

  /** The measures at the top of the page, with their names for people. */
  private static final List<List<String>> HEADLINE =
      List.of(
          List.of("z_leak", "label read from z"),
          List.of("z_mlp", "label read from z"),
          List.of("rec_mse", "reconstruction error"),
          List.of("swap_accuracy", "swaps show the content"),
          List.of("style_kept_slant", "slant kept"),
          List.of("style_kept_thickness", "thickness kept"),
          List.of("s_mlp", "label read from s"),
          List.of("s_linear", "label read from s"));

  private ScorecardTables() {}

  /** The few measures that say most, large. */
  static void headline(Html html, Map<String, Double> measures) {
    List<String> shown = new ArrayList<>();
    html.in(
        "dl",
        () -> {
          for (List<String> entry : HEADLINE) {
            String name = entry.get(0);
            String words = entry.get(1);
            double value = measures.getOrDefault(name, Double.NaN);
            if (Double.isFinite(value) && !shown.contains(words)) {
              shown.add(words);
              html.in(
                  "div",
                  () ->
                      html.in(
                              "dt",
                              () ->
                                  html.text(words)
                                      .text(
                                          "code", name + " " + MeasureGuide.of(name).better().sign))
                          .text("dd", MeasureGuide.format(name, value)));
            }
          }
        },
        "class",
        "headline");
  }

  /** Every measure. */
  static void measures(Html html, Map<String, Double> measures) {
    html.in(
        "div",
        () ->
            html.in(
                "table",
                () -> {
                  html.in("thead", () -> Tables.heads(html, "measure", "value", "good", "meaning"));
                  MeasureGuide.grouped(measures)
                      .forEach((group, names) -> group(html, group, names, measures));
                },
                "class",
                "measures"),
        "class",
        "scroll");
    html.line();
  }

  private static void group(
      Html html, String group, List<String> names, Map<String, Double> measures) {
    html.in(
        "tbody",
        () -> {
          html.in("tr", () -> html.text("th", group, "colspan", "4", "class", "group"));
          for (String name : names) {
            MeasureGuide.Entry entry = MeasureGuide.of(name);
            double value = measures.getOrDefault(name, Double.NaN);
            html.in(
                "tr",
                () ->
                    html.in("th", () -> html.text("code", name), "scope", "row")
                        .text("td", MeasureGuide.format(name, value), "class", "figure")
                        .text("td", entry.better().sign, "title", entry.better().words)
                        .text("td", entry.meaning(), "class", "meaning"));
          }
        });
  }

  /** This model above the anchors, the best value of each column marked. */
  static void anchors(Html html, String title, Map<String, Double> measures) {
    List<Anchor> rows = new ArrayList<>();
    rows.add(new Anchor(title, title, measures));
    rows.addAll(Anchors.MNIST);
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () ->
                  html.text("h3", "Beside other models on MNIST")
                      .text("p", Anchors.NOTE, "class", "note"));
          html.in(
              "div",
              () ->
                  html.in(
                      "table",
                      () -> {
                        html.in("thead", () -> heads(html));
                        html.in("tbody", () -> rows.forEach(row -> anchor(html, row, rows)));
                      },
                      "class",
                      "anchors"),
              "class",
              "scroll");
        });
    html.line();
  }

  private static void heads(Html html) {
    html.in(
        "tr",
        () -> {
          html.text("th", "model", "scope", "col");
          for (String name : Anchors.COLUMNS) {
            MeasureGuide.Better better = MeasureGuide.of(name).better();
            html.in(
                "th",
                () -> html.text("code", name).text(" " + better.sign),
                "scope",
                "col",
                "class",
                "figure",
                "title",
                better.words);
          }
        });
  }

  private static void anchor(Html html, Anchor row, List<Anchor> rows) {
    html.in(
        "tr",
        () -> {
          html.text("th", row.name(), "scope", "row");
          for (String name : Anchors.COLUMNS) {
            double value = row.measures().getOrDefault(name, Double.NaN);
            String text = Double.isFinite(value) ? MeasureGuide.format(name, value) : "";
            boolean best = !text.isEmpty() && text.equals(best(name, rows));
            html.text("td", text, "class", best ? "figure best" : "figure");
          }
        },
        "class",
        row.equals(rows.get(0)) ? "this" : "");
  }

  private static String best(String name, List<Anchor> rows) {
    boolean low = MeasureGuide.of(name).better() == MeasureGuide.Better.LOW;
    double best =
        rows.stream()
            .mapToDouble(row -> row.measures().getOrDefault(name, Double.NaN))
            .filter(Double::isFinite)
            .reduce((a, b) -> low ? Math.min(a, b) : Math.max(a, b))
            .orElse(Double.NaN);
    return MeasureGuide.format(name, best);
  }

  /** The given points with this model's own and, where wanted, the anchors'. */
  static List<TradeoffPoint> tradeoff(ReportContent content) {
    List<TradeoffPoint> points = new ArrayList<>(content.tradeoff());
    double leak = content.measures().getOrDefault("z_leak", Double.NaN);
    double mse = content.measures().getOrDefault("rec_mse", Double.NaN);
    boolean own = leak >= 0 && leak <= 1 && mse >= 0;
    boolean given = points.stream().anyMatch(point -> point.series().equals("anchors"));
    if (content.anchors() && !given && (own || !points.isEmpty())) {
      for (Anchor anchor : Anchors.MNIST) {
        Double anchorLeak = anchor.measures().get("z_leak");
        Double anchorMse = anchor.measures().get("rec_mse");
        if (anchorLeak != null && anchorMse != null) {
          points.add(
              new TradeoffPoint(
                  anchor.label(), anchorLeak, anchorMse, "anchors", TradeoffPoint.Style.DOT));
        }
      }
    }
    if (own && !points.isEmpty()) {
      points.add(
          new TradeoffPoint(content.title(), leak, mse, content.title(), TradeoffPoint.Style.MARK));
    }
    return points;
  }
}
