package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.Examiner;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.ScorecardData;
import io.twofold.bundle.v1.SwapRow;
import io.twofold.bundle.v1.SwapTable;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the whole scorecard of a coder: reconstruction, what fresh probes read from s and z,
 * swaps by a judge, style, and whether codes come back. Everything drawn at random has a fixed
 * seed.
 */
public final class Scorecards {

  static final long PAIR_SEED = 97;
  static final long SAME_CLASS_SEED = 98;

  /** A judge that reads fewer real images right than this is said to be weak. */
  public static final double GOOD_JUDGE = 0.993;

  private final Coder coder;
  private final Dataset data;
  private final ScorecardSettings settings;
  private final Judge judge;
  private final Consumer<String> progress;
  private final Readings readings;
  private final Scorecard.Builder card = Scorecard.newBuilder();

  private Scorecards(
      Coder coder,
      Dataset data,
      ScorecardSettings settings,
      Judge judge,
      Consumer<String> progress) {
    this.coder = coder;
    this.data = data;
    this.settings = settings;
    this.judge = judge;
    this.progress = progress;
    this.readings = new Readings(progress);
  }

  /**
   * Measures.
   *
   * @param coder what is measured, without dropout
   * @param data probes learn from its training images; everything is measured on its test images
   * @param judge trained on the same training images
   * @param progress is told what is being measured: a name, and after a colon how far
   * @return the scorecard without the fields that say whose it is: model, version, latent space,
   *     graphs, libraries and date
   */
  public static Scorecard measure(
      Coder coder,
      Dataset data,
      ScorecardSettings settings,
      Judge judge,
      Consumer<String> progress) {
    return new Scorecards(coder, data, settings, judge, progress).run();
  }

  private Scorecard run() {
    LabelledImages test = data.test();
    progress.accept("encoding");
    CodesOfData codes = CodesOfData.of(coder, data);
    double judged = Scores.agreement(judge.read(test.floats(0, test.count())), test.labels());
    images(codes);
    swaps(codes);
    probes(codes);
    control(
        Controls.shuffled(
            settings.shuffled(),
            codes.trainZ(),
            codes.testZ(),
            readings.share("control: shuffled labels")));
    control(
        Controls.pixels(
            settings.pixels(), data.train(), test, judged, readings.share("control: raw pixels")));
    if (judged < GOOD_JUDGE) {
      card.addWarnings(
          "the judge reads %.2f %% of the real images, less than %.1f %%: the swap measures are worth less"
              .formatted(100 * judged, 100 * GOOD_JUDGE));
    }
    return card.setFormatVersion(io.twofold.codec.bundle.Scorecards.FORMAT_VERSION)
        .setQuick(settings.quick())
        .setControlsPassed(card.getControlsList().stream().allMatch(Control::getPassed))
        .setData(describe(data))
        .setJudge(Examiner.newBuilder().setRecipe(judge.recipe()).setAccuracy(judged))
        .putSeeds("swap pairs", PAIR_SEED)
        .putSeeds("pairs of one class", SAME_CLASS_SEED)
        .build();
  }

  private void images(CodesOfData codes) {
    progress.accept("reconstruction");
    LabelledImages test = data.test();
    int[] read = new int[test.count()];
    int[] at = {0};
    Reconstruction own =
        Rebuilding.of(
            coder,
            test,
            codes.testS(),
            codes.testZ(),
            ImagePairs.identical(test.count()),
            images -> {
              int[] labels = judge.read(images);
              System.arraycopy(labels, 0, read, at[0], labels.length);
              at[0] += labels.length;
            });
    put("rec_bce", own.bce());
    put("rec_mse", own.mse());
    put("rec_accuracy", Scores.agreement(read, test.labels()));
    ImagePairs sameClass = ImagePairs.sameClass(test.labels(), test.classes(), SAME_CLASS_SEED);
    put(
        "same_class_mse",
        Rebuilding.of(coder, test, codes.testS(), codes.testZ(), sameClass, images -> {}).mse());
  }

  private void swaps(CodesOfData codes) {
    ImageShape shape =
        new ImageShape(data.test().channels(), data.test().height(), data.test().width());
    ImagePairs pairs = ImagePairs.draw(settings.pairs(), data.test().count(), PAIR_SEED);
    Swaps swaps =
        Swaps.of(coder, shape, codes.testS(), codes.testZ(), pairs, judge, readings.share("swaps"));
    SwapMatrix matrix = SwapMatrix.of(swaps, codes.testS());
    put("swap_accuracy", matrix.mean());
    put("swap_worst_cell", matrix.worst());
    put("blank_share", swaps.blankShare());
    card.setSwaps(table(matrix, data.test().labelNames()));

    progress.accept("style");
    Style[] testStyles = StyleMeasures.of(data.test());
    StyleMeasures.ofSwaps(swaps, testStyles, codes.testS()).forEach(this::put);
    StyleMeasures.ofCodes(codes.trainS(), StyleMeasures.of(data.train()), codes.testS(), testStyles)
        .forEach(this::put);

    int count = pairs.count();
    Cycle cycleS = Cycle.of(codes.testS().at(pairs.content(), 0, count), swaps.s(), coder.dimS());
    Cycle cycleZ = Cycle.of(codes.testZ().at(pairs.style(), 0, count), swaps.z(), coder.dimZ());
    put("cycle_s", cycleS.correlation());
    put("cycle_z", cycleZ.correlation());
    put("cycle_s_nmse", cycleS.error());
    put("cycle_z_nmse", cycleZ.error());
  }

  private void probes(CodesOfData codes) {
    List<ProbeReading> ofS = readings.of("s", settings.probesOfS(), codes.trainS(), codes.testS());
    card.addAllProbes(ofS);
    String mlp = Probe.mlp().name();
    put("s_accuracy", Math.max(Readings.mean(ofS, "linear"), Readings.mean(ofS, mlp)));
    put("s_linear", Readings.mean(ofS, "linear"));
    put("s_mlp", Readings.mean(ofS, mlp));

    List<ProbeReading> ofZ = readings.of("z", settings.probesOfZ(), codes.trainZ(), codes.testZ());
    List<ProbeReading> neighbours =
        readings.ofNeighbours(
            "z", settings.neighbours(), settings.neighbourLimit(), codes.trainZ(), codes.testZ());
    card.addAllProbes(ofZ).addAllProbes(neighbours);
    put("z_leak", Math.max(Readings.best(ofZ), Readings.best(neighbours)));
    put("z_floor", codes.testZ().majority());
    put("z_linear", Readings.mean(ofZ, "linear"));
    put("z_mlp", Readings.mean(ofZ, mlp));
    put("z_std_min", Standardiser.fit(codes.testZ().values(), coder.dimZ()).least());
  }

  private void control(Control control) {
    card.addControls(control);
    if (!control.getPassed()) {
      card.addWarnings(
          "the control %s failed at %.4f: do not trust what the probes say"
              .formatted(control.getName(), control.getValue()));
    }
  }

  private void put(String measure, double value) {
    if (!Double.isNaN(value)) {
      card.putMeasures(measure, value);
    }
  }

  private static SwapTable table(SwapMatrix matrix, List<String> labels) {
    SwapTable.Builder table = SwapTable.newBuilder().addAllLabels(labels);
    for (int content = 0; content < labels.size(); content++) {
      SwapRow.Builder row = SwapRow.newBuilder();
      for (int style = 0; style < labels.size(); style++) {
        int swaps = matrix.pairs()[content][style];
        row.addSwaps(swaps).addAccuracy(swaps == 0 ? 0 : matrix.share(content, style));
      }
      table.addContents(row);
    }
    return table.build();
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
