package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.SwapRow;
import io.twofold.bundle.v1.SwapTable;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the whole scorecard of a coder of images with one class each: reconstruction, what fresh
 * probes read from s and z, swaps by a judge, style, and whether codes come back. Everything drawn
 * at random has a fixed seed.
 */
public final class Scorecards {

  /** A judge that reads fewer real images right than this is said to be weak. */
  public static final double GOOD_JUDGE = 0.993;

  private final Coder coder;
  private final Dataset data;
  private final ScorecardSettings settings;
  private final Judge judge;
  private final Consumer<String> progress;
  private final Readings readings;
  private final ScorecardSheet sheet = new ScorecardSheet();

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
    ImageMeasures images = new ImageMeasures(coder, data, codes, judge, readings);
    sheet.putAll(images.reconstruction());
    Style[] styles = StyleMeasures.of(test);
    sheet.warnOfBlanks(styles);
    Swaps swaps = images.swaps(settings.pairs(), styles);
    SwapMatrix matrix = SwapMatrix.of(swaps, codes.testS());
    sheet.put("swap_accuracy", matrix.mean());
    sheet.put("swap_worst_cell", matrix.worst());
    sheet.card().setSwaps(table(matrix, test.labelNames()));
    sheet.putAll(images.ofSwaps(swaps, styles));
    probes(codes);
    sheet.control(
        Controls.shuffled(
            settings.shuffled(),
            codes.trainZ(),
            codes.testZ(),
            readings.share("control: shuffled labels")));
    sheet.control(
        Controls.pixels(
            settings.pixels(), data.train(), test, judged, readings.share("control: raw pixels")));
    return sheet.finish(data, settings, judge.recipe(), judged);
  }

  private void probes(CodesOfData codes) {
    List<ProbeReading> ofS = readings.of("s", settings.probesOfS(), codes.trainS(), codes.testS());
    sheet.card().addAllProbes(ofS);
    String mlp = Probe.mlp().name();
    sheet.put("s_accuracy", Math.max(Readings.mean(ofS, "linear"), Readings.mean(ofS, mlp)));
    sheet.put("s_linear", Readings.mean(ofS, "linear"));
    sheet.put("s_mlp", Readings.mean(ofS, mlp));

    List<ProbeReading> ofZ = readings.of("z", settings.probesOfZ(), codes.trainZ(), codes.testZ());
    List<ProbeReading> neighbours =
        readings.ofNeighbours(
            "z", settings.neighbours(), settings.neighbourLimit(), codes.trainZ(), codes.testZ());
    sheet.card().addAllProbes(ofZ).addAllProbes(neighbours);
    sheet.put("z_leak", Math.max(Readings.best(ofZ), Readings.best(neighbours)));
    sheet.put("z_floor", codes.testZ().majority());
    sheet.put("z_linear", Readings.mean(ofZ, "linear"));
    sheet.put("z_mlp", Readings.mean(ofZ, mlp));
    sheet.put("z_std_min", Standardiser.fit(codes.testZ().values(), coder.dimZ()).least());
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
}
