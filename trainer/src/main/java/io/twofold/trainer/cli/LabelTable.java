package io.twofold.trainer.cli;

import io.twofold.bundle.v1.LabelScore;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import java.io.PrintWriter;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a scorecard says of each of several labels, as a table for people. */
final class LabelTable {

  /** Measures by name, each with the head of its column. */
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("z_leak", "z leak"),
          List.of("s_accuracy", "s"),
          List.of("judge", "judge"),
          List.of("swap_accuracy", "swaps"),
          List.of("swap_worst_cell", "worst"),
          List.of("flip_success", "turned"),
          List.of("flip_others", "others"));

  private final PrintWriter out;

  LabelTable(PrintWriter out) {
    this.out = out;
  }

  void print(Scorecard card) {
    out.println("Labels (z leak, s and judge are balanced accuracies, of which 0.5 says nothing):");
    int width =
        card.getLabelsList().stream().mapToInt(label -> label.getLabel().length()).max().orElse(0);
    String name = "  %-" + Math.max(width, "label".length()) + "s";
    StringBuilder head = new StringBuilder(name.formatted("label")).append("    had");
    COLUMNS.forEach(column -> head.append(" %7s".formatted(column.get(1))));
    out.println(head);
    for (LabelScore label : card.getLabelsList()) {
      StringBuilder row = new StringBuilder(name.formatted(label.getLabel()));
      row.append(String.format(Locale.ROOT, " %4.0f %%", 100 * label.getShare()));
      for (List<String> column : COLUMNS) {
        row.append(
            label.containsMeasures(column.get(0))
                ? String.format(Locale.ROOT, " %7.4f", label.getMeasuresOrThrow(column.get(0)))
                : "       -");
      }
      out.println(row);
    }
    probes(card.getProbesList());
  }

  private void probes(List<ProbeReading> readings) {
    Map<String, DoubleSummaryStatistics> ranges = new LinkedHashMap<>();
    for (ProbeReading reading : readings) {
      String what = "%-4s %-18s".formatted(reading.getCode(), reading.getProbe());
      if (reading.getLabel().contains(" xor ")) {
        what = "%-4s %s".formatted(reading.getCode(), reading.getLabel());
      }
      ranges
          .computeIfAbsent(what, name -> new DoubleSummaryStatistics())
          .accept(reading.getAccuracy());
    }
    out.println("Probes, the least and the most over labels and seeds:");
    ranges.forEach(
        (what, range) ->
            out.println(
                String.format(
                    Locale.ROOT, "  %s %8.4f %8.4f", what, range.getMin(), range.getMax())));
  }
}
