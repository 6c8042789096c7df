package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures of the images that a coder makes, whatever their classes are: reconstruction, the style
 * of swaps, and whether the codes of swaps come back.
 *
 * @param coder what is measured
 * @param data whose test images are used
 * @param codes of the data's images, each with its class
 * @param judge says which class an image shows
 * @param readings is told how far it is
 */
record ImageMeasures(Coder coder, Dataset data, CodesOfData codes, Judge judge, Readings readings) {

  /** {@code rec_bce}, {@code rec_mse}, {@code rec_accuracy} and {@code same_class_mse}. */
  Map<String, Double> reconstruction() {
    readings.progress().accept("reconstruction");
    LabelledCodes test = codes.testS();
    int[] read = new int[test.count()];
    int[] at = {0};
    Reconstruction own =
        rebuilt(
            ImagePairs.identical(test.count()),
            images -> {
              int[] labels = judge.read(images);
              System.arraycopy(labels, 0, read, at[0], labels.length);
              at[0] += labels.length;
            });
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("rec_bce", own.bce());
    measures.put("rec_mse", own.mse());
    measures.put("rec_accuracy", test.agreement(read));
    ImagePairs same =
        ImagePairs.sameClass(test.labels(), test.classes(), ScorecardSheet.SAME_CLASS_SEED);
    measures.put("same_class_mse", rebuilt(same, images -> {}).mse());
    return measures;
  }

  /**
   * Random pairs of test images, swapped.
   *
   * @param originals the styles of the test images
   */
  Swaps swaps(int pairs, Style[] originals) {
    return Swaps.of(
        coder,
        new ImageShape(data.test().channels(), data.test().height(), data.test().width()),
        codes.testS(),
        codes.testZ(),
        originals,
        ImagePairs.draw(pairs, data.test().count(), ScorecardSheet.PAIR_SEED),
        judge,
        readings.share("swaps"));
  }

  /** {@code blank_share}, {@code style_…} and {@code cycle_…}. */
  Map<String, Double> ofSwaps(Swaps swaps, Style[] styles) {
    readings.progress().accept("style");
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("blank_share", swaps.blankShare());
    measures.putAll(StyleMeasures.ofSwaps(swaps, styles, codes.testS()));
    measures.putAll(
        StyleMeasures.ofCodes(
            codes.trainS(), StyleMeasures.of(data.train()), codes.testS(), styles));
    ImagePairs pairs = swaps.pairs();
    int count = pairs.count();
    Cycle cycleS = Cycle.of(codes.testS().at(pairs.content(), 0, count), swaps.s(), coder.dimS());
    Cycle cycleZ = Cycle.of(codes.testZ().at(pairs.style(), 0, count), swaps.z(), coder.dimZ());
    measures.put("cycle_s", cycleS.correlation());
    measures.put("cycle_z", cycleZ.correlation());
    measures.put("cycle_s_nmse", cycleS.error());
    measures.put("cycle_z_nmse", cycleZ.error());
    return measures;
  }

  private Reconstruction rebuilt(ImagePairs pairs, Consumer<float[]> decoded) {
    return Rebuilding.of(coder, data.test(), codes.testS(), codes.testZ(), pairs, decoded);
  }
}
