package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the whole scorecard of a coder of images with several labels: what {@link Scorecards}
 * measures, each label by itself, and what turning one label over does. What a class is there, for
 * style and cycles, is a combination of labels here.
 */
public final class LabelScorecards {

  private final Coder coder;
  private final Dataset data;
  private final ScorecardSettings settings;
  private final LabelsJudge judge;
  private final Consumer<String> progress;
  private final Readings readings;
  private final List<String> names;
  private final LabelCombinations combinations;
  private final LabelSheet labels;
  private final ScorecardSheet sheet = new ScorecardSheet();

  private LabelScorecards(
      Coder coder,
      Dataset data,
      ScorecardSettings settings,
      LabelsJudge judge,
      Consumer<String> progress) {
    this.coder = coder;
    this.data = data;
    this.settings = settings;
    this.judge = judge;
    this.progress = progress;
    this.readings = new Readings(progress);
    this.names = data.train().labelNames();
    this.combinations = LabelCombinations.of(data.train());
    this.labels = new LabelSheet(names, Flags.of(data.test()));
  }

  /**
   * Measures.
   *
   * @param coder what is measured, without dropout
   * @param data of several labels; probes learn from its training images, and everything is
   *     measured on its test images
   * @param judge trained on the same training images
   * @param progress is told what is being measured: a name, and after a colon how far
   * @return the scorecard without the fields that say whose it is: model, version, latent space,
   *     graphs, libraries and date
   */
  public static Scorecard measure(
      Coder coder,
      Dataset data,
      ScorecardSettings settings,
      LabelsJudge judge,
      Consumer<String> progress) {
    return new LabelScorecards(coder, data, settings, judge, progress).run();
  }

  private Scorecard run() {
    LabelledImages test = data.test();
    Flags trainFlags = Flags.of(data.train());
    Flags testFlags = Flags.of(test);
    progress.accept("encoding");
    LabelCodes trainS = new LabelCodes(coder.codesS(data.train()), coder.dimS(), trainFlags);
    LabelCodes trainZ = new LabelCodes(coder.codesZ(data.train()), coder.dimZ(), trainFlags);
    LabelCodes testS = new LabelCodes(coder.codesS(test), coder.dimS(), testFlags);
    LabelCodes testZ = new LabelCodes(coder.codesZ(test), coder.dimZ(), testFlags);
    Flags judged = judge.readLabels(test.floats(0, test.count()));
    labels.put("judge", LabelProbes.balanced(judged, testFlags));

    images(trainS, trainZ, testS, testZ);
    LabelReadings read = new LabelReadings(settings, names, combinations, sheet, labels, readings);
    read.probes("s", settings.probesOfS(), trainS, testS);
    sheet.put("s_linear", labels.mean("s_linear"));
    sheet.put("s_mlp", labels.mean("s_mlp"));
    sheet.put("s_accuracy", labels.mean("s_accuracy"));
    sheet.put("s_worst_label", labels.least("s_accuracy"));
    read.probes("z", settings.probesOfZ(), trainZ, testZ);
    read.neighbours(trainZ, testZ);
    read.combinations(trainZ, testZ);
    sheet.put("z_leak", labels.most("z_leak"));
    sheet.put("z_floor", BalancedAccuracy.FLOOR);
    sheet.put("z_linear", labels.most("z_linear"));
    sheet.put("z_mlp", labels.most("z_mlp"));
    sheet.put("z_std_min", Standardiser.fit(testZ.values(), coder.dimZ()).least());
    double judgeMean = labels.mean("judge");
    sheet.control(
        LabelControls.shuffled(
            settings.shuffled(), trainZ, testZ, readings.share("control: shuffled labels")));
    sheet.control(
        LabelControls.pixels(
            settings.pixels(),
            data.train(),
            test,
            judgeMean,
            readings.share("control: raw pixels")));
    sheet.card().addAllLabels(labels.scores());
    warnOfLabels(testFlags);
    return sheet.finish(data, settings, judge.recipe(), judgeMean);
  }

  private void images(LabelCodes trainS, LabelCodes trainZ, LabelCodes testS, LabelCodes testZ) {
    LabelledImages test = data.test();
    CodesOfData codes =
        new CodesOfData(
            trainS.classed(combinations),
            trainZ.classed(combinations),
            testS.classed(combinations),
            testZ.classed(combinations));
    ImageMeasures images =
        new ImageMeasures(coder, data, codes, new CombinationJudge(judge, combinations), readings);
    Style[] styles = StyleMeasures.of(test);
    sheet.warnOfBlanks(styles);
    LabelEdits edits =
        new LabelEdits(
            coder,
            new ImageShape(test.channels(), test.height(), test.width()),
            judge,
            styles,
            testS.flags(),
            testS.values(),
            testZ.values());
    sheet.putAll(images.reconstruction());
    sheet.put("rec_accuracy", edits.rebuilt().share());

    Swaps swaps = images.swaps(settings.pairs(), styles);
    sheet.putAll(images.ofSwaps(swaps, styles));
    Flags right = edits.swapped(swaps.pairs(), readings.share("labels of swaps"));
    for (int label = 0; label < names.size(); label++) {
      SwapMatrix matrix = LabelEdits.matrix(label, right, testS.flags(), swaps.pairs());
      labels.put("swap_accuracy", label, matrix.mean());
      labels.put("swap_worst_cell", label, matrix.worst());
    }
    sheet.put("swap_accuracy", right.share());
    sheet.put("swap_exact", right.whole());
    sheet.put("swap_worst_cell", labels.least("swap_worst_cell"));

    float[][] shifts = LabelShifts.of(trainS);
    for (int label = 0; label < names.size(); label++) {
      if (trainS.flags().varies(label)) {
        String what = "turning over " + names.get(label);
        flip(label, edits.flipped(label, shifts[label], settings.pairs(), readings.share(what)));
      }
    }
    sheet.put("flip_success", labels.mean("flip_success"));
    sheet.put("flip_worst", labels.least("flip_success"));
    sheet.put("flip_others", labels.mean("flip_others"));
    sheet.put("flip_others_worst", labels.least("flip_others"));
  }

  private void flip(int label, Flags right) {
    labels.put("flip_success", label, right.share(label));
    double others = right.share() * right.labels() - right.share(label);
    labels.put(
        "flip_others", label, right.labels() == 1 ? Double.NaN : others / (right.labels() - 1));
  }

  private void warnOfLabels(Flags test) {
    for (int label = 0; label < names.size(); label++) {
      if (!test.varies(label) || !Flags.of(data.train()).varies(label)) {
        sheet
            .card()
            .addWarnings(
                "the label %s cannot be measured: all images have it, or none does"
                    .formatted(names.get(label)));
      }
    }
    if (combinations.labels().size() < names.size()) {
      sheet
          .card()
          .addWarnings(
              "combinations are those of %s: of the labels that some images lack, at most %d"
                  .formatted(
                      combinations.labels().stream().map(names::get).toList(),
                      LabelCombinations.MOST));
    }
  }
}
