package io.twofold.trainer.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each measure means, which way is better, and in which order they are shown. */
final class MeasureGuide {

  /** Which values of a measure are good. */
  enum Better {
    LOW("↓", "lower is better"),
    HIGH("↑", "higher is better"),
    ZERO("→ 0", "nearer to 0 is better"),
    NEITHER("", "neither way is better");

    final String sign;
    final String words;

    Better(String sign, String words) {
      this.sign = sign;
      this.words = words;
    }
  }

  /**
   * A measure.
   *
   * @param group what it belongs to
   * @param better which values are good
   * @param decimals how many its value is shown with
   * @param meaning in a line, for people
   */
  record Entry(String group, Better better, int decimals, String meaning) {}

  private static final String LEAK = "Is z silent about the label?";
  private static final String MEMORY = "Is the image remembered?";
  private static final String SWAPS = "Do swaps show the content?";
  private static final String STYLE = "Do swaps show the style?";
  private static final String CONTENT = "Is s the content, and nothing else?";
  private static final String CYCLE = "Do codes survive a swap?";
  private static final String MORE = "More";

  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  private MeasureGuide() {}

  static {
    add(LEAK, "z_leak", Better.LOW, 3, "label read from z by the best fresh probe");
    add(LEAK, "z_floor", Better.NEITHER, 3, "what a probe has that reads nothing: no leak at all");
    add(LEAK, "z_leak_gap", Better.ZERO, 3, "z_leak minus what the game's own adversary reads");
    add(LEAK, "z_linear", Better.LOW, 3, "label read from z by a fresh linear probe");
    add(LEAK, "z_mlp", Better.LOW, 3, "label read from z by a fresh MLP");
    add(LEAK, "z_knn", Better.LOW, 3, "label read from z by its nearest neighbours");
    add(LEAK, "z_joint", Better.LOW, 3, "combination of all labels, read from z by a fresh probe");
    add(LEAK, "z_joint_floor", Better.NEITHER, 3, "share of the most frequent combination");
    add(LEAK, "z_xor", Better.LOW, 3, "exclusive-or of labels that the same probe reads best");
    add(LEAK, "z_xor_floor", Better.NEITHER, 3, "the same, learnt from shuffled labels: chance");
    add(LEAK, "clf_z", Better.LOW, 3, "label read from z by the game's own adversary: no proof");
    add(LEAK, "z_std_min", Better.HIGH, 3, "smallest deviation of a dimension of z; 0 is dead");
    add(MEMORY, "rec_mse", Better.LOW, 4, "squared error of the reconstruction, per pixel");
    add(MEMORY, "rec_bce", Better.LOW, 4, "cross-entropy of the reconstruction, nats per pixel");
    add(MEMORY, "rec_accuracy", Better.HIGH, 3, "reconstructions whose label the judge sees");
    add(MEMORY, "same_class_mse", Better.LOW, 4, "the same with s of another image of the class");
    add(
        SWAPS,
        "swap_accuracy",
        Better.HIGH,
        3,
        "swaps in which the judge sees the content's label");
    add(SWAPS, "swap_exact", Better.HIGH, 3, "swaps with all of the content's labels, no other");
    add(SWAPS, "swap_worst_cell", Better.HIGH, 3, "the worst pair of classes, or worst label");
    add(SWAPS, "swap_gap", Better.ZERO, 3, "what the game's own classifier sees beyond the judge");
    add(SWAPS, "swap_clf_x", Better.HIGH, 3, "swaps in which the game's own classifier sees it");
    add(SWAPS, "blank_share", Better.ZERO, 4, "swaps without any ink");
    add(SWAPS, "flip_success", Better.HIGH, 3, "flips of one label that the judge sees");
    add(SWAPS, "flip_worst", Better.HIGH, 3, "the same for the worst label");
    add(SWAPS, "flip_others", Better.HIGH, 3, "other labels that stay as they are in a flip");
    add(SWAPS, "flip_others_worst", Better.HIGH, 3, "the same for the worst label");
    add(STYLE, "style_kept_slant", Better.HIGH, 3, "the swap's slant follows the style donor's");
    add(STYLE, "style_kept_thickness", Better.HIGH, 3, "its thickness does");
    add(STYLE, "style_kept_mass", Better.HIGH, 3, "its mass of ink does");
    add(STYLE, "style_kept_width", Better.HIGH, 3, "its width does");
    add(CONTENT, "s_accuracy", Better.HIGH, 3, "label read from s by the best fresh probe");
    add(CONTENT, "s_worst_label", Better.HIGH, 3, "of several labels, the one that s tells worst");
    add(CONTENT, "s_mlp", Better.HIGH, 3, "label read from s by a fresh MLP");
    add(CONTENT, "s_linear", Better.HIGH, 3, "label read from s by a fresh linear probe");
    add(CONTENT, "style_in_s", Better.ZERO, 3, "style that follows the content donor, at most");
    add(CONTENT, "style_in_s_slant", Better.ZERO, 3, "slant that follows the content donor's");
    add(CONTENT, "style_in_s_thickness", Better.ZERO, 3, "thickness that does");
    add(CONTENT, "style_in_s_mass", Better.ZERO, 3, "mass of ink that does");
    add(CONTENT, "style_in_s_width", Better.ZERO, 3, "width that does");
    add(CONTENT, "style_in_s_r2_slant", Better.ZERO, 3, "slant explained by s inside a class (R²)");
    add(CONTENT, "style_in_s_r2_thickness", Better.ZERO, 3, "thickness explained by s (R²)");
    add(CONTENT, "clf_s", Better.HIGH, 3, "label read from s by the game's own classifier");
    add(CONTENT, "clf_x", Better.HIGH, 3, "label read from the image by the game's classifier");
    add(CYCLE, "cycle", Better.HIGH, 3, "the smaller of the two below");
    add(CYCLE, "cycle_s", Better.HIGH, 3, "s of a swap correlates with the s it was made of");
    add(CYCLE, "cycle_z", Better.HIGH, 3, "z of a swap correlates with the z it was made of");
    add(CYCLE, "cycle_s_nmse", Better.LOW, 3, "what is lost of s: 0 nothing, 1 all");
    add(CYCLE, "cycle_z_nmse", Better.LOW, 3, "what is lost of z: 0 nothing, 1 all");
  }

  private static void add(String group, String name, Better better, int decimals, String meaning) {
    ENTRIES.put(name, new Entry(group, better, decimals, meaning));
  }

  /** What is known of a measure, by its name. */
  static Entry of(String name) {
    return ENTRIES.getOrDefault(name, new Entry(MORE, Better.NEITHER, 4, ""));
  }

  /** The names of the finite ones of {@code measures}, in order, by group. */
  static Map<String, List<String>> grouped(Map<String, Double> measures) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(ENTRIES.keySet());
    measures.keySet().stream().filter(name -> !ENTRIES.containsKey(name)).forEach(names::add);
    for (String name : names) {
      if (Double.isFinite(measures.getOrDefault(name, Double.NaN))) {
        groups.computeIfAbsent(of(name).group(), group -> new ArrayList<>()).add(name);
      }
    }
    return groups;
  }

  /** A value with the decimals of its measure. */
  static String format(String name, double value) {
    return String.format(Locale.ROOT, "%." + of(name).decimals() + "f", value);
  }
}
