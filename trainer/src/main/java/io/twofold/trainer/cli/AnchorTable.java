package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Scorecard;
import io.twofold.trainer.report.html.Anchors;
import io.twofold.trainer.report.html.Anchors.Anchor;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** A scorecard's headline beside what other models were measured at on MNIST. */
final class AnchorTable {

  private AnchorTable() {}

  /** Prints the scorecard's headline, and the anchors below it. */
  static void print(Scorecard card, PrintWriter out) {
    out.println(
        "Beside others on MNIST (their leaks read by one short MLP probe, but the first's):");
    out.println(
        "  %-30s %7s %7s %6s %6s %6s %6s"
            .formatted("", "z_leak", "rec_mse", "swaps", "slant", "thick", "s"));
    out.println(
        line(
            "this: %s version %d".formatted(card.getModel(), card.getVersion()),
            card.getMeasuresMap()));
    for (Anchor anchor : Anchors.MNIST) {
      out.println(line(name(anchor), anchor.measures()));
    }
  }

  private static String name(Anchor anchor) {
    return anchor.label().isEmpty() ? anchor.name().replace("published: ", "") : anchor.label();
  }

  private static String line(String name, Map<String, Double> measures) {
    StringBuilder line = new StringBuilder("  %-30.30s".formatted(name));
    for (int i = 0; i < Anchors.COLUMNS.size(); i++) {
      String measure = Anchors.COLUMNS.get(i);
      int width = i < 2 ? 7 : 6;
      Double value = measures.get(measure);
      String format = " %%%d.%df".formatted(width, measure.equals("rec_mse") ? 4 : 3);
      line.append(
          value == null || value.isNaN()
              ? " %s".formatted("-".indent(width - 1).stripTrailing())
              : String.format(Locale.ROOT, format, value));
    }
    return line.toString();
  }
}
