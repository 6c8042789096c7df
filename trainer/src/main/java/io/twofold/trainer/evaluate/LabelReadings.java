package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.ProbeReading;
import java.util.Arrays;
import java.util.List;

/**
 * What fresh probes read of several labels from the codes of a model, written into its scorecard.
 *
 * @param settings how thoroughly
 * @param names of the labels
 * @param combinations which labels are read together
 * @param sheet takes readings and what is said over all labels
 * @param labels takes what is said of each
 * @param readings is told how far it is
 */
record LabelReadings(
    ScorecardSettings settings,
    List<String> names,
    LabelCombinations combinations,
    ScorecardSheet sheet,
    LabelSheet labels,
    Readings readings) {

  /** Probes of a code; a label's leak is the best of all readings, of s the better mean counts. */
  void probes(String code, List<Probe> probes, LabelCodes train, LabelCodes test) {
    for (Probe probe : probes) {
      String what = "%s probe on %s, seed %d".formatted(probe.name(), code, probe.seed());
      double[] read = LabelProbes.of(probe, train, test, readings.share(what));
      add(code, probe.name(), probe.seed(), read);
    }
    for (int label = 0; label < names.size(); label++) {
      String name = names.get(label);
      List<ProbeReading> own =
          sheet.card().getProbesList().stream()
              .filter(one -> one.getCode().equals(code) && one.getLabel().equals(name))
              .toList();
      double linear = Readings.mean(own, "linear");
      double mlp = Readings.mean(own, Probe.mlp().name());
      labels.put(code + "_linear", label, linear);
      labels.put(code + "_mlp", label, mlp);
      if (code.equals("s")) {
        labels.put("s_accuracy", label, Math.max(linear, mlp));
      }
    }
  }

  /** Nearest neighbours among the codes z. */
  void neighbours(LabelCodes train, LabelCodes test) {
    double[][] read =
        LabelProbes.ofNeighbours(
            settings.neighbours(),
            settings.neighbourLimit(),
            train,
            test,
            readings.share("nearest neighbours on z"));
    for (int i = 0; i < read.length; i++) {
      add("z", "knn " + settings.neighbours().get(i), 0, read[i]);
    }
  }

  /** Combinations, and what the same probe makes of shuffled and of planted ones. */
  void combinations(LabelCodes trainZ, LabelCodes testZ) {
    if (combinations.labels().size() < 2) {
      return;
    }
    Probe probe = settings.shuffled();
    LabelledCodes train = trainZ.classed(combinations);
    LabelledCodes test = testZ.classed(combinations);
    JointProbe joint =
        JointProbe.of(probe, train, test, readings.share("joint probe of all labels on z"));
    JointProbe shuffled =
        JointProbe.of(
            probe,
            LabelControls.shuffled(trainZ).classed(combinations),
            test,
            readings.share("control: shuffled combinations"));
    sheet.put("z_joint", joint.accuracy());
    sheet.put("z_joint_floor", joint.floor());
    sheet.put("z_xor", joint.parity(joint.worst()));
    sheet.put("z_xor_floor", shuffled.parity(shuffled.worst()));
    String name = "joint " + probe.name();
    double[] alone = new double[names.size()];
    Arrays.fill(alone, Double.NaN);
    for (int bit = 0; bit < combinations.labels().size(); bit++) {
      alone[combinations.labels().get(bit)] = joint.parity(1 << bit);
    }
    add("z", name, probe.seed(), alone);
    if (joint.worst() != 0) {
      sheet
          .card()
          .addProbes(
              ProbeReading.newBuilder()
                  .setCode("z")
                  .setProbe(name)
                  .setSeed(probe.seed())
                  .setLabel(JointProbe.name(joint.worst(), combinations, names))
                  .setAccuracy(joint.parity(joint.worst())));
    }
    sheet.control(
        LabelControls.planted(probe, train, test, readings.share("control: planted exclusive-or")));
  }

  private void add(String code, String probe, long seed, double[] read) {
    sheet.card().addAllProbes(LabelProbes.readings(code, probe, seed, read, names));
    if (code.equals("z")) {
      labels.raise("z_leak", read);
    }
  }
}
