package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of each donor's style a swap shows.
 *
 * <ul>
 *   <li>{@code style_kept_…}: the correlation, inside each class of content, between the style
 *       donor's deviation from the mean of its own class and the swap's deviation from the mean of
 *       the swaps of that content; the mean over classes;
 *   <li>{@code style_in_s_…}: the same with the content donor, whose style should not show, and
 *       {@code style_in_s}, the largest of them without its sign;
 *   <li>{@code style_in_s_r2_…}: what a linear function of s foretells of the style inside a class.
 * </ul>
 */
final class StyleMeasures {

  private static final int CHUNK = 1000;

  private StyleMeasures() {}

  /** The style of every image. */
  static Style[] of(LabelledImages images) {
    ImageShape shape = new ImageShape(images.channels(), images.height(), images.width());
    Style[] styles = new Style[images.count()];
    for (int from = 0; from < styles.length; from += CHUNK) {
      int to = Math.min(styles.length, from + CHUNK);
      float[] values = images.floats(from, to);
      for (int i = from; i < to; i++) {
        styles[i] = Style.of(values, i - from, shape);
      }
    }
    return styles;
  }

  /**
   * What swaps show.
   *
   * @param styles of the images that were swapped
   * @param images those images' labels
   */
  static Map<String, Double> ofSwaps(Swaps swaps, Style[] styles, LabelledCodes images) {
    Map<String, Double> measures = new LinkedHashMap<>();
    double worst = 0;
    for (StyleAspect aspect : StyleAspect.values()) {
      measures.put(
          "style_kept_" + aspect.label(),
          shown(aspect, swaps.pairs().style(), swaps, styles, images));
    }
    for (StyleAspect aspect : StyleAspect.values()) {
      double inContent = shown(aspect, swaps.pairs().content(), swaps, styles, images);
      measures.put("style_in_s_" + aspect.label(), inContent);
      worst = Math.max(worst, Math.abs(inContent));
    }
    measures.put("style_in_s", worst);
    return measures;
  }

  /** What s foretells. */
  static Map<String, Double> ofCodes(
      LabelledCodes train, Style[] trainStyles, LabelledCodes test, Style[] testStyles) {
    Map<String, Double> measures = new LinkedHashMap<>();
    for (StyleAspect aspect : List.of(StyleAspect.SLANT, StyleAspect.THICKNESS)) {
      measures.put(
          "style_in_s_r2_" + aspect.label(),
          StyleInCode.explained(train, aspect.of(trainStyles), test, aspect.of(testStyles)));
    }
    return measures;
  }

  /** How much of the donors' style the swaps show. */
  private static double shown(
      StyleAspect aspect, int[] donors, Swaps swaps, Style[] styles, LabelledCodes images) {
    int classes = images.classes();
    int[] contents = images.labelsAt(swaps.pairs().content());
    double[] real = aspect.of(styles);
    double[] ofDonors =
        Deviations.from(Deviations.means(real, images.labels(), classes), real, images.labels());
    double[] donor = new double[donors.length];
    for (int i = 0; i < donors.length; i++) {
      donor[i] = ofDonors[donors[i]];
    }
    double[] ofSwaps = aspect.of(swaps.styles());
    double[] swap =
        Deviations.from(Deviations.means(ofSwaps, contents, classes), ofSwaps, contents);
    return Deviations.correlation(donor, swap, contents, classes);
  }
}
