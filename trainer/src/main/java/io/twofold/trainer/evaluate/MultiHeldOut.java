package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What fresh probes read from codes of images with several labels, each label by itself. */
final class MultiHeldOut {

  private MultiHeldOut() {}

  /**
   * For each label the accuracy of the same probes as for classes, and over the labels:
   *
   * <ul>
   *   <li>{@code s_linear}: the mean;
   *   <li>{@code z_linear}, {@code z_mlp}: the largest, as the leak is where it is worst;
   *   <li>{@code s_linear.NAME}, {@code z_linear.NAME}, {@code z_mlp.NAME}: of one label.
   * </ul>
   */
  static Map<String, Double> probes(
      Dataset data,
      float[] trainS,
      float[] testS,
      float[] trainZ,
      float[] testZ,
      Consumer<String> progress) {
    Map<String, Double> s = new LinkedHashMap<>();
    Map<String, Double> zLinear = new LinkedHashMap<>();
    Map<String, Double> zMlp = new LinkedHashMap<>();
    for (int label = 0; label < data.train().classes(); label++) {
      String name = data.train().labelNames().get(label);
      progress.accept("probes on the label " + name);
      LabelledCodes learnS = codes(trainS, data.train(), label);
      LabelledCodes learnZ = codes(trainZ, data.train(), label);
      LabelledCodes heldS = codes(testS, data.test(), label);
      LabelledCodes heldZ = codes(testZ, data.test(), label);
      s.put(name, Probe.linear().accuracy(learnS, heldS, done -> {}));
      zLinear.put(name, Probe.linear().accuracy(learnZ, heldZ, done -> {}));
      zMlp.put(name, Probe.mlp().accuracy(learnZ, heldZ, done -> {}));
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(
        "s_linear", s.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    measures.put("z_linear", largest(zLinear));
    measures.put("z_mlp", largest(zMlp));
    s.forEach((name, value) -> measures.put("s_linear." + name, value));
    zLinear.forEach((name, value) -> measures.put("z_linear." + name, value));
    zMlp.forEach((name, value) -> measures.put("z_mlp." + name, value));
    return measures;
  }

  private static double largest(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Codes with one label as two classes: without it and with it. */
  private static LabelledCodes codes(float[] values, LabelledImages images, int label) {
    int[] classes = new int[images.count()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = images.labelling().has(i, label) ? 1 : 0;
    }
    return new LabelledCodes(values, values.length / classes.length, classes, 2);
  }
}
