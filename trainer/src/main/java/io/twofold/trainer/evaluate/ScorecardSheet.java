package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.Examiner;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.ScorecardData;
import io.twofold.trainer.data.Dataset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A scorecard while it is being filled in. */
final class ScorecardSheet {

  static final long PAIR_SEED = 97;
  static final long SAME_CLASS_SEED = 98;

  /** With fewer held-out images, a share of them can be ten hundredths off by chance. */
  private static final int FEW = 100;

  private final Scorecard.Builder card = Scorecard.newBuilder();
  private final Set<String> unmeasured = new TreeSet<>();

  /** Where what has no method of its own is written. */
  Scorecard.Builder card() {
    return card;
  }

  /** A measure; one that is not a number could not be taken and is left out. */
  void put(String measure, double value) {
    if (Double.isNaN(value)) {
      unmeasured.add(measure);
    } else {
      card.putMeasures(measure, value);
    }
  }

  void putAll(Map<String, Double> measures) {
    measures.forEach(this::put);
  }

  /** A control, with a warning where it failed. */
  void control(Control control) {
    card.addControls(control);
    if (!control.getPassed()) {
      card.addWarnings(
          "the control %s failed at %.4f: do not trust what the probes say"
              .formatted(control.getName(), control.getValue()));
    }
  }

  /** Says where real images have too little ink to have a style. */
  void warnOfBlanks(Style[] originals) {
    long blank = Arrays.stream(originals).filter(Style::isBlank).count();
    if (blank > 0) {
      card.addWarnings(
          "%d of %d images have no pixel brighter than half: they are left out of the style measures"
              .formatted(blank, originals.length));
    }
  }

  /**
   * The scorecard of what was written.
   *
   * @param judged the share of real images that the judge reads right
   */
  Scorecard finish(Dataset data, ScorecardSettings settings, String judgeRecipe, double judged) {
    if (judged < Scorecards.GOOD_JUDGE) {
      card.addWarnings(
          "the judge reads %.2f %% of the real images, less than %.1f %%: the swap measures are worth less"
              .formatted(100 * judged, 100 * Scorecards.GOOD_JUDGE));
    }
    warnOfFew(data);
    return card.setFormatVersion(io.twofold.codec.bundle.Scorecards.FORMAT_VERSION)
        .setQuick(settings.quick())
        .setControlsPassed(card.getControlsList().stream().allMatch(Control::getPassed))
        .setData(describe(data))
        .setJudge(Examiner.newBuilder().setRecipe(judgeRecipe).setAccuracy(judged))
        .putSeeds("swap pairs", PAIR_SEED)
        .putSeeds("pairs of one class", SAME_CLASS_SEED)
        .build();
  }

  private void warnOfFew(Dataset data) {
    int held = data.test().count();
    if (held >= FEW) {
      return;
    }
    card.addWarnings(
        ("only %d images are held out, and %d are learnt from: any share can be off by %.0f points,"
                + " and probes may read less from z than they would from more images%s")
            .formatted(
                held,
                data.train().count(),
                100 * 1.96 * Math.sqrt(0.25 / held),
                unmeasured.isEmpty()
                    ? ""
                    : "; too few to measure " + String.join(", ", unmeasured)));
  }

  private static ScorecardData describe(Dataset data) {
    return ScorecardData.newBuilder()
        .setSource(data.source())
        .putAllSettings(data.settings())
        .setSplit("test")
        .setTrainCount(data.train().count())
        .setTestCount(data.test().count())
        .setTrainSha256(data.train().sha256())
        .setTestSha256(data.test().sha256())
        .build();
  }
}
