package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What fresh probes read from codes of images with several labels, each label by itself. */
final class MultiHeldOut {

  private MultiHeldOut() {}

  /**
   * For each label the balanced accuracy of the same probes as for classes, and over the labels:
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
    List<String> names = data.train().labelNames();
    Flags learn = Flags.of(data.train());
    Flags held = Flags.of(data.test());
    LabelCodes learnS = new LabelCodes(trainS, trainS.length / learn.count(), learn);
    LabelCodes heldS = new LabelCodes(testS, learnS.dim(), held);
    LabelCodes learnZ = new LabelCodes(trainZ, trainZ.length / learn.count(), learn);
    LabelCodes heldZ = new LabelCodes(testZ, learnZ.dim(), held);
    Readings readings = new Readings(progress);
    LabelSheet sheet = new LabelSheet(names, held);
    sheet.put(
        "s_linear",
        LabelProbes.of(Probe.linear(), learnS, heldS, readings.share("linear probe on s")));
    sheet.put(
        "z_linear",
        LabelProbes.of(Probe.linear(), learnZ, heldZ, readings.share("linear probe on z")));
    sheet.put(
        "z_mlp", LabelProbes.of(Probe.mlp(), learnZ, heldZ, readings.share("MLP probe on z")));
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("s_linear", sheet.mean("s_linear"));
    measures.put("z_linear", sheet.most("z_linear"));
    measures.put("z_mlp", sheet.most("z_mlp"));
    for (String measure : List.copyOf(measures.keySet())) {
      sheet
          .scores()
          .forEach(
              score -> {
                if (score.containsMeasures(measure)) {
                  measures.put(measure + "." + score.getLabel(), score.getMeasuresOrThrow(measure));
                }
              });
    }
    return measures;
  }
}
