package io.twofold.trainer.report.html;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of figures and of facts. */
final class Tables {

  private Tables() {}

  static void write(Html html, DataTable table) {
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () -> {
                html.text("h3", table.title());
                if (!table.note().isEmpty()) {
                  html.text("p", table.note(), "class", "note");
                }
              });
          html.in("div", () -> figures(html, table), "class", "scroll");
        });
    html.line();
  }

  private static void figures(Html html, DataTable table) {
    html.in(
        "table",
        () -> {
          html.in(
              "thead",
              () ->
                  html.in(
                      "tr",
                      () -> {
                        html.text("th", table.corner(), "scope", "col");
                        table
                            .columns()
                            .forEach(
                                column ->
                                    html.text("th", column, "scope", "col", "class", "figure"));
                      }));
          html.in("tbody", () -> table.rows().forEach(row -> row(html, row)));
        });
  }

  private static void row(Html html, DataTable.Row row) {
    html.in(
        "tr",
        () -> {
          html.text("th", row.head(), "scope", "row");
          for (double value : row.values()) {
            html.text(
                "td",
                Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "",
                "class",
                "figure");
          }
        });
  }

  static void controls(Html html, List<ControlResult> controls) {
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () ->
                  html.text("h3", "Controls")
                      .text(
                          "p",
                          "Measures whose right answer is known: they show that the probes neither"
                              + " cheat nor are lame.",
                          "class",
                          "note"));
          html.in(
              "div",
              () ->
                  html.in(
                      "table",
                      () -> {
                        html.in("thead", () -> heads(html, "control", "value", "wanted", ""));
                        html.in("tbody", () -> controls.forEach(control -> control(html, control)));
                      }),
              "class",
              "scroll");
        });
    html.line();
  }

  private static void control(Html html, ControlResult control) {
    html.in(
        "tr",
        () ->
            html.text("th", control.name(), "scope", "row")
                .text("td", String.format(Locale.ROOT, "%.3f", control.value()))
                .text("td", control.wanted())
                .text(
                    "td",
                    control.passed() ? "✓ passed" : "✗ failed",
                    "class",
                    control.passed() ? "passed" : "failed"));
  }

  /** A row of heads of columns. */
  static void heads(Html html, String... names) {
    html.in(
        "tr",
        () -> {
          for (String name : names) {
            html.text(name.isEmpty() ? "td" : "th", name);
          }
        });
  }

  /** Groups of names and values, folded until they are wanted. */
  static void provenance(Html html, Map<String, Map<String, String>> groups) {
    html.in(
        "details",
        () -> {
          html.text("summary", "Everything it takes to train it again");
          groups.forEach(
              (name, facts) -> {
                if (!facts.isEmpty()) {
                  html.text("h3", name);
                  html.in(
                      "div",
                      () ->
                          html.in(
                              "table",
                              () ->
                                  html.in(
                                      "tbody",
                                      () -> facts.forEach((key, value) -> fact(html, key, value)))),
                      "class",
                      "scroll");
                }
              });
        });
    html.line();
  }

  private static void fact(Html html, String name, String value) {
    html.in("tr", () -> html.text("th", name, "scope", "row").text("td", value, "class", "value"));
  }
}
