package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Scorecard;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What other models were measured at on MNIST, MLPs of 784-256-256-16 where nothing else is said,
 * to read a scorecard beside. Not a number: not measured.
 *
 * @param model what it is
 * @param values one for each of {@link #COLUMNS}
 */
record Anchors(String model, List<Double> values) {

  /** The measures that were taken of all. */
  static final List<String> COLUMNS =
      List.of(
          "z_leak",
          "rec_mse",
          "swap_accuracy",
          "style_kept_slant",
          "style_kept_thickness",
          "s_mlp");

  private static final double NONE = Double.NaN;

  private static final List<Anchors> MNIST =
      List.of(
          of("recipe seed, 30 epochs", 0.605, 0.0225, 0.952, 0.866, 0.712, 0.985),
          of("a strong adversary alone", 0.167, 0.0353, 0.971, 0.011, 0.006, 0.984),
          of("z with noise, weak adversary", 0.634, 0.0128, 0.950, 0.902, 0.844, 0.983),
          of("VAE on z, MLP adversary", 0.674, 0.0218, 0.958, 0.857, 0.805, 0.984),
          of("  adversary doubled", 0.234, 0.0306, 0.962, 0.874, 0.056, 0.984),
          of("  with a flow on z", 0.195, 0.0218, 0.962, 0.843, 0.787, 0.984),
          of("lightly limited z, flow", 0.145, 0.0121, 0.962, 0.790, 0.718, 0.983),
          of("convolutional, flow", 0.145, 0.0114, 0.972, 0.812, 0.702, 0.989),
          of("cycle VAE (Jha 2018)", 0.176, NONE, NONE, NONE, NONE, 0.984),
          of("Mathieu 2016, by Jha", 0.668, NONE, NONE, NONE, NONE, 0.985),
          of("ML-VAE, re-implemented", 0.421, NONE, NONE, NONE, NONE, 0.997));

  private static Anchors of(String model, double... values) {
    return new Anchors(model, DoubleStream.of(values).boxed().toList());
  }

  /** Prints the scorecard's headline, and the anchors below it. */
  static void print(Scorecard card, PrintWriter out) {
    List<Anchors> rows = new ArrayList<>();
    rows.add(
        new Anchors(
            "this: %s version %d".formatted(card.getModel(), card.getVersion()),
            COLUMNS.stream().map(name -> card.getMeasuresMap().getOrDefault(name, NONE)).toList()));
    rows.addAll(MNIST);
    out.println(
        "Beside others on MNIST (their leaks read by one short MLP probe, but the first's):");
    out.println(
        "  %-30s %7s %7s %6s %6s %6s %6s"
            .formatted("", "z_leak", "rec_mse", "swaps", "slant", "thick", "s"));
    for (Anchors row : rows) {
      StringBuilder line = new StringBuilder("  %-30.30s".formatted(row.model()));
      for (int i = 0; i < COLUMNS.size(); i++) {
        String format = COLUMNS.get(i).equals("rec_mse") ? " %7.4f" : i == 0 ? " %7.3f" : " %6.3f";
        double value = row.values().get(i);
        line.append(
            Double.isNaN(value)
                ? " %s%s".formatted(i < 2 ? " " : "", "     -")
                : String.format(Locale.ROOT, format, value));
      }
      out.println(line);
    }
  }
}
