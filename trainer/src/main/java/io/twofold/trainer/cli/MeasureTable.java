package io.twofold.trainer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Measures as a table for people. */
final class MeasureTable {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "clf_s", "the label, read from s by the game's own classifier",
          "clf_x", "the label, read from the image by the game's own classifier",
          "clf_z", "the label, read from z by the game's own adversary (do not trust it)",
          "swap_clf_x", "swaps in which that image classifier sees the content's label",
          "rec_bce", "reconstruction, binary cross-entropy, mean over pixels",
          "rec_mse", "reconstruction, squared error, mean over pixels",
          "s_linear", "the label, read from s by a fresh linear probe",
          "z_linear", "the label, read from z by a fresh linear probe (a leak)",
          "z_mlp", "the label, read from z by a fresh MLP probe (a leak)",
          "z_std_min", "smallest standard deviation of a dimension of z (0: dead)");

  private MeasureTable() {}

  static void print(Map<String, Double> measures, PrintWriter out) {
    out.println("Held-out measures:");
    int width = measures.keySet().stream().mapToInt(String::length).max().orElse(0);
    String line = "  %-" + Math.max(11, width) + "s %8.4f  %s";
    measures.forEach(
        (name, value) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    line,
                    name,
                    value,
                    MEANINGS.getOrDefault(name.replaceAll("\\..*", ""), ""))));
  }
}
