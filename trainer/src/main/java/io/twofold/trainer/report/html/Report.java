package io.twofold.trainer.report.html;

import io.twofold.codec.bundle.Sha256;
import io.twofold.trainer.report.TradeoffPoint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page: one file without any reference outside of itself, light or dark as the reader likes it.
 * The policy in its head forbids the browser to load anything and to run any other script.
 */
public final class Report {

  /** The name of the file, in a run's folder and in a bundle. */
  public static final String FILE = "report.html";

  private Report() {}

  /** The page of {@code content}, in UTF-8. */
  public static byte[] render(ReportContent content) {
    Map<String, Runnable> sections = new LinkedHashMap<>();
    Html html = new Html();
    sections(html, content, sections);
    String script = Resources.read("report.js");
    html.in(
        "html",
        () -> {
          html.in("head", () -> head(html, content.title(), script));
          html.line();
          html.in(
              "body",
              () -> {
                header(html, content, sections);
                html.in("main", () -> sections.forEach((name, body) -> section(html, name, body)));
                html.in("script", () -> html.verbatim(script));
              });
        },
        "xmlns",
        "http://www.w3.org/1999/xhtml",
        "lang",
        "en");
    return ("<!DOCTYPE html>\n" + html + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void sections(Html html, ReportContent content, Map<String, Runnable> sections) {
    if (!content.pictures().isEmpty()) {
      sections.put(
          "Pictures", () -> content.pictures().forEach(table -> ImageTables.write(html, table)));
    }
    if (!MeasureGuide.grouped(content.measures()).isEmpty()) {
      sections.put("Scorecard", () -> scorecard(html, content));
    }
    List<TradeoffPoint> tradeoff = ScorecardTables.tradeoff(content);
    if (!tradeoff.isEmpty()) {
      sections.put("Trade-off", () -> tradeoff(html, tradeoff));
    }
    if (content.swaps() != null || !content.tables().isEmpty() || !content.controls().isEmpty()) {
      sections.put("Details", () -> details(html, content));
    }
    if (!content.paths().isEmpty()) {
      sections.put("Paths", () -> content.paths().forEach(table -> ImageTables.write(html, table)));
    }
    if (!content.embeddings().isEmpty()) {
      sections.put("Codes", () -> codes(html, content));
    }
    if (content.curves().stream().anyMatch(curve -> curve.values().length > 0)) {
      sections.put("Training", () -> CurvePanels.write(html, content.curves()));
    }
    if (content.provenance().values().stream().anyMatch(group -> !group.isEmpty())) {
      sections.put("Provenance", () -> Tables.provenance(html, content.provenance()));
    }
  }

  private static void head(Html html, String title, String script) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex(script.getBytes(StandardCharsets.UTF_8)));
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-%s'"
            .formatted(Base64.getEncoder().encodeToString(digest));
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.text("title", title + " · Twofold");
    html.in("style", () -> html.verbatim(Resources.read("report.css")));
  }

  private static void header(Html html, ReportContent content, Map<String, Runnable> sections) {
    html.in(
        "header",
        () -> {
          html.text("h1", content.title());
          if (!content.facts().isEmpty()) {
            html.in(
                "dl",
                () ->
                    content
                        .facts()
                        .forEach(
                            (name, value) ->
                                html.in("div", () -> html.text("dt", name).text("dd", value))),
                "class",
                "facts");
          }
          content.warnings().forEach(warning -> html.text("p", "⚠ " + warning, "class", "warning"));
          ScorecardTables.headline(html, content.measures());
          if (sections.size() > 1) {
            html.in(
                "nav",
                () ->
                    sections.keySet().forEach(name -> html.text("a", name, "href", "#" + id(name))),
                "aria-label",
                "Sections");
          }
        });
    html.line();
  }

  private static void section(Html html, String name, Runnable body) {
    html.in(
        "section",
        () -> {
          html.text("h2", name);
          body.run();
        },
        "id",
        id(name));
    html.line();
  }

  private static void scorecard(Html html, ReportContent content) {
    html.text(
        "p",
        "Measured on held-out images. Swaps alone prove nothing, as a decoder may ignore a label"
            + " that z still carries; a silent z alone proves nothing, as an empty one is silent."
            + " Read them together.",
        "class",
        "note");
    ScorecardTables.measures(html, content.measures());
    boolean comparable =
        Anchors.COLUMNS.stream().anyMatch(name -> content.measures().containsKey(name));
    if (content.anchors() && comparable) {
      ScorecardTables.anchors(html, content.title(), content.measures());
    }
  }

  private static void tradeoff(Html html, List<TradeoffPoint> points) {
    html.text(
        "p",
        "A z that forgets the label tends to forget the image too. The best models stand at the"
            + " lower left.",
        "class",
        "note");
    html.in("div", () -> TradeoffSvg.write(html, points), "class", "scroll");
  }

  private static void details(Html html, ReportContent content) {
    SwapMatrix swaps = content.swaps();
    if (swaps != null) {
      HeatMap.write(html, swaps);
    }
    content.tables().forEach(table -> Tables.write(html, table));
    if (!content.controls().isEmpty()) {
      Tables.controls(html, content.controls());
    }
  }

  private static void codes(Html html, ReportContent content) {
    html.text(
        "p",
        "Each dot is a held-out image. In s the classes should lie apart, in z they should mix."
            + " Pick a class to see it alone.",
        "class",
        "note");
    EmbeddingPlots.write(html, content.embeddings());
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
