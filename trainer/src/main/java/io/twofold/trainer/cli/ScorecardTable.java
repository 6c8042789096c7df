package io.twofold.trainer.cli;

import static java.util.Map.entry;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.SwapTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A scorecard as a table for people. */
final class ScorecardTable {

  private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put("z_leak", "the label, read from z by the best of all fresh probes");
    MEANINGS.put("z_floor", "what a probe reaches that reads nothing: the largest class");
    MEANINGS.put("z_leak_gap", "z_leak less what the training's own adversary reads");
    MEANINGS.put("z_linear", "read from z by logistic regression");
    MEANINGS.put("z_mlp", "read from z by the smaller MLP, mean of its seeds");
    MEANINGS.put("z_joint", "all labels at once, read from z by a fresh MLP");
    MEANINGS.put("z_joint_floor", "the largest share of images with the same labels");
    MEANINGS.put("z_xor", "the exclusive-or of labels that z tells best");
    MEANINGS.put("z_xor_floor", "the same, learnt from shuffled labels: chance");
    MEANINGS.put("z_std_min", "smallest standard deviation of a dimension of z (0: dead)");
    MEANINGS.put("s_accuracy", "the label, read from s by the better of the next two");
    MEANINGS.put("s_linear", "read from s by logistic regression");
    MEANINGS.put("s_mlp", "read from s by an MLP, mean of its seeds");
    MEANINGS.put("s_worst_label", "the label that s tells worst");
    MEANINGS.put("swap_accuracy", "swaps in which the judge sees the content's label");
    MEANINGS.put("swap_exact", "swaps with all of the content's labels and no other");
    MEANINGS.put("swap_worst_cell", "the same, in the worst pair of classes");
    MEANINGS.put("swap_gap", "the game's own classifier on swaps, less the judge");
    MEANINGS.put("flip_success", "one label turned over: the judge sees it, mean of the labels");
    MEANINGS.put("flip_worst", "the same, of the worst label");
    MEANINGS.put("flip_others", "one label turned over: the others stay, mean of the labels");
    MEANINGS.put("flip_others_worst", "the same, of the worst label");
    MEANINGS.put("blank_share", "swaps that show nothing");
    MEANINGS.put("style_kept_slant", "style of the donor that swaps keep: slant");
    MEANINGS.put("style_kept_thickness", "thickness");
    MEANINGS.put("style_kept_mass", "ink");
    MEANINGS.put("style_kept_width", "width");
    MEANINGS.put("style_in_s", "style that swaps take from the content, the most of four");
    MEANINGS.put("style_in_s_r2_slant", "R² of slant, foretold from s inside a class");
    MEANINGS.put("style_in_s_r2_thickness", "R² of thickness, foretold from s inside a class");
    MEANINGS.put("rec_bce", "reconstruction, binary cross-entropy, mean over pixels");
    MEANINGS.put("rec_mse", "reconstruction, squared error, mean over pixels");
    MEANINGS.put("rec_accuracy", "reconstructions in which the judge sees the label");
    MEANINGS.put("same_class_mse", "rebuilt with another image's s of the class");
    MEANINGS.put("cycle_s", "s of a swap against the s it was made of, correlation");
    MEANINGS.put("cycle_z", "z of a swap against the z it was made of, correlation");
  }

  /** What is said of a measure in another way where an image may have several labels. */
  private static final Map<String, String> OF_LABELS =
      Map.ofEntries(
          entry("z_leak", "the label that z tells best, by the best of all fresh probes"),
          entry("z_floor", "what a probe reaches that reads nothing"),
          entry("z_linear", "the label that logistic regression reads best from z"),
          entry("z_mlp", "the label that the smaller MLP reads best from z, mean of its seeds"),
          entry("s_accuracy", "a label, read from s by the better probe: mean of the labels"),
          entry("s_linear", "a label, read from s by logistic regression: mean"),
          entry("s_mlp", "a label, read from s by an MLP: mean"),
          entry("swap_accuracy", "labels of swaps in which the judge sees the content's"),
          entry("swap_worst_cell", "the worst label, by whether content and style have it"),
          entry("rec_accuracy", "labels of reconstructions in which the judge sees the image's"),
          entry("same_class_mse", "rebuilt with the s of another image of the same labels"));

  private final PrintWriter out;

  ScorecardTable(PrintWriter out) {
    this.out = out;
  }

  void print(Scorecard card) {
    out.println(card.getQuick() ? "Scorecard (quick: a look, not a claim):" : "Scorecard:");
    boolean several = card.getLabelsCount() > 0;
    Map<String, Double> measures = card.getMeasuresMap();
    MEANINGS.forEach(
        (name, meaning) -> {
          Double value = measures.get(name);
          if (value != null) {
            String said = several ? OF_LABELS.getOrDefault(name, meaning) : meaning;
            out.println(String.format(Locale.ROOT, "  %-23s %8.4f  %s", name, value, said));
          }
        });
    if (several) {
      new LabelTable(out).print(card);
    } else {
      probes(card);
      swaps(card.getSwaps());
    }
    controls(card);
    card.getWarningsList().forEach(warning -> out.println("Warning: " + warning));
  }

  private void probes(Scorecard card) {
    out.println("Probes:");
    for (ProbeReading reading : card.getProbesList()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %-4s %-16s %s %8.4f",
              reading.getCode(),
              reading.getProbe(),
              reading.getSeed() == 0 ? "       " : "seed " + reading.getSeed(),
              reading.getAccuracy()));
    }
  }

  private void swaps(SwapTable table) {
    out.println("Swaps by the judge, % (rows: content, columns: style):");
    StringBuilder header = new StringBuilder("  %8s".formatted(""));
    table.getLabelsList().forEach(label -> header.append(" %5.5s".formatted(label)));
    out.println(header);
    for (int content = 0; content < table.getContentsCount(); content++) {
      StringBuilder row = new StringBuilder("  %8.8s".formatted(table.getLabels(content)));
      for (int style = 0; style < table.getLabelsCount(); style++) {
        row.append(
            table.getContents(content).getSwaps(style) == 0
                ? "     -"
                : String.format(
                    Locale.ROOT, " %5.1f", 100 * table.getContents(content).getAccuracy(style)));
      }
      out.println(row);
    }
  }

  private void controls(Scorecard card) {
    out.println(
        String.format(
            Locale.ROOT,
            "Judge: reads %.2f %% of the real images (%s).",
            100 * card.getJudge().getAccuracy(),
            card.getJudge().getRecipe()));
    out.println("Controls: " + (card.getControlsPassed() ? "passed" : "failed"));
    for (Control control : card.getControlsList()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %-16s %8.4f  must be %s %.4f%s",
              control.getName(),
              control.getValue(),
              control.hasAtLeast() ? "at least" : "at most",
              control.hasAtLeast() ? control.getAtLeast() : control.getAtMost(),
              control.getPassed() ? "" : "  FAILED"));
    }
  }
}
