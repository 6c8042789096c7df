package io.twofold.trainer.report.html;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.LabelScore;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.SwapRow;
import io.twofold.bundle.v1.SwapTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts a scorecard into a report. */
public final class ScorecardReport {

  private ScorecardReport() {}

  /** Adds all that the scorecard says. */
  public static ReportContent.Builder add(Scorecard card, ReportContent.Builder report) {
    List<String> warnings = new ArrayList<>(card.getWarningsList());
    if (card.getQuick()) {
      warnings.add(
          "Measured with fewer probes, passes and swaps: good for a look, not for a claim.");
    }
    report
        .warnings(warnings)
        .measures(card.getMeasuresMap())
        .controls(card.getControlsList().stream().map(ScorecardReport::control).toList())
        .tables(
            card.getLabelsCount() == 0
                ? List.of(probes(card))
                : List.of(labels(card), probes(card)));
    if (card.hasSwaps()) {
      report.swaps(matrix(card.getSwaps()));
    }
    return report;
  }

  private static ControlResult control(Control control) {
    String wanted =
        control.hasAtLeast()
            ? String.format(Locale.ROOT, "at least %.3f", control.getAtLeast())
            : String.format(Locale.ROOT, "at most %.3f", control.getAtMost());
    return new ControlResult(control.getName(), control.getValue(), wanted, control.getPassed());
  }

  private static DataTable labels(Scorecard card) {
    List<String> measures =
        card.getLabelsList().stream()
            .flatMap(label -> label.getMeasuresMap().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    List<DataTable.Row> rows = new ArrayList<>();
    for (LabelScore label : card.getLabelsList()) {
      rows.add(
          new DataTable.Row(
              label.getLabel(),
              measures.stream()
                  .map(measure -> label.getMeasuresOrDefault(measure, Double.NaN))
                  .toList()));
    }
    return new DataTable(
        "Labels",
        "Each label by itself. What is read from codes, and by the judge, are balanced accuracies:"
            + " 0.5 says nothing.",
        "label",
        measures,
        rows);
  }

  private static DataTable probes(Scorecard card) {
    Map<String, double[]> spread = new LinkedHashMap<>();
    for (ProbeReading reading : card.getProbesList()) {
      double accuracy = reading.getAccuracy();
      double[] worst =
          spread.computeIfAbsent(
              reading.getCode() + ": " + reading.getProbe(),
              name -> new double[] {accuracy, accuracy});
      worst[0] = Math.min(worst[0], accuracy);
      worst[1] = Math.max(worst[1], accuracy);
    }
    List<DataTable.Row> rows = new ArrayList<>();
    spread.forEach((name, range) -> rows.add(new DataTable.Row(name, List.of(range[0], range[1]))));
    return new DataTable(
        "Probes",
        card.getLabelsCount() == 0
            ? "The share of held-out images whose label each probe reads; the least and the most of"
                + " its seeds."
            : "The balanced accuracy of each probe; the least and the most of its labels and"
                + " seeds.",
        "probe",
        List.of("least", "most"),
        rows);
  }

  private static SwapMatrix matrix(SwapTable table) {
    double[][] accuracy = new double[table.getContentsCount()][];
    for (int row = 0; row < accuracy.length; row++) {
      SwapRow content = table.getContents(row);
      accuracy[row] = new double[content.getAccuracyCount()];
      for (int column = 0; column < accuracy[row].length; column++) {
        accuracy[row][column] =
            content.getSwaps(column) == 0 ? Double.NaN : content.getAccuracy(column);
      }
    }
    return new SwapMatrix(table.getLabelsList(), accuracy);
  }
}
