package io.twofold.trainer.report.html;

import java.util.List;
import java.util.Map;

/** What other models reach on MNIST: MLPs with codes of 16 + 16 values where nothing is said. */
public final class Anchors {

  /** The measures that anchors are known by, in the order of their columns. */
  public static final List<String> COLUMNS =
      List.of(
          "z_leak",
          "rec_mse",
          "swap_accuracy",
          "style_kept_slant",
          "style_kept_thickness",
          "s_mlp");

  static final String NOTE =
      "The leaks of all anchors but the first were read by one MLP of 8 epochs, and the published"
          + " ones from a z drawn at random: the full set of probes reads a few points more. In the"
          + " second row the leak closes because z has died: no style is left.";

  /**
   * A model to compare with.
   *
   * @param name what it is
   * @param label a shorter name, for plots
   * @param measures what is known of it, from 0 to 1
   */
  public record Anchor(String name, String label, Map<String, Double> measures) {}

  public static final List<Anchor> MNIST =
      List.of(
          measured("seed recipe, 30 epochs", "seed", 0.605, 0.0225, 0.952, 0.866, 0.712, 0.985),
          measured(
              "seed with a strong adversary (MLP, Adam, 5 steps)",
              "strong adversary, dead z",
              0.167,
              0.0353,
              0.971,
              0.011,
              0.006,
              0.984),
          measured(
              "rate-limited z, weak adversary",
              "rate-limited z",
              0.634,
              0.0128,
              0.950,
              0.902,
              0.844,
              0.983),
          measured(
              "rate-limited z (VAE, β 0.5), MLP adversary",
              "VAE",
              0.674,
              0.0218,
              0.958,
              0.857,
              0.805,
              0.984),
          measured(
              "the same with β 1 and twice the adversary",
              "VAE, β 1",
              0.234,
              0.0306,
              0.962,
              0.874,
              0.056,
              0.984),
          measured(
              "β 0.5, then a class-conditional flow on z",
              "VAE + flow",
              0.195,
              0.0218,
              0.962,
              0.843,
              0.787,
              0.984),
          measured(
              "lightly limited z (β 0.3), then the same flow",
              "light VAE + flow",
              0.145,
              0.0121,
              0.962,
              0.790,
              0.718,
              0.983),
          measured(
              "convolutional, 10 epochs, then the same flow",
              "conv + flow",
              0.145,
              0.0114,
              0.972,
              0.812,
              0.702,
              Double.NaN),
          published("cycle-consistent VAE, conv (Jha et al. 2018)", 0.176, 0.984),
          published("Mathieu et al. 2016, as run again by Jha et al.", 0.668, 0.985),
          published("ML-VAE, re-implemented", 0.421, 0.997));

  private Anchors() {}

  private static Anchor measured(
      String name,
      String label,
      double leak,
      double mse,
      double swaps,
      double slant,
      double thickness,
      double content) {
    return new Anchor(
        name,
        label,
        Map.of(
            "z_leak", leak,
            "rec_mse", mse,
            "swap_accuracy", swaps,
            "style_kept_slant", slant,
            "style_kept_thickness", thickness,
            "s_mlp", content));
  }

  private static Anchor published(String name, double leak, double content) {
    return new Anchor("published: " + name, "", Map.of("z_leak", leak, "s_mlp", content));
  }
}
