package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class StyleMeasuresTest {

  private static final int IMAGES = 600;
  private static final int CLASSES = 3;
  private static final LabelledCodes LABELS =
      new LabelledCodes(
          new float[IMAGES],
          1,
          new SplittableRandom(1).ints(IMAGES, 0, CLASSES).toArray(),
          CLASSES);

  /** Each class has a style of its own, and each image a deviation from it. */
  private static final Style[] STYLES = styles();

  private static final ImagePairs PAIRS = ImagePairs.draw(2000, IMAGES, 5);

  @Test
  void swapsInTheDonorsDeviationKeepItWhole() {
    Map<String, Double> measures = measures(pair -> deviated(pair, PAIRS.style()[pair]));
    for (String aspect : new String[] {"slant", "thickness", "mass", "width"}) {
      assertThat(measures.get("style_kept_" + aspect)).as(aspect).isCloseTo(1, within(1e-9));
    }
    assertThat(measures.get("style_in_s")).isBetween(0.0, 0.12);
  }

  @Test
  void swapsInTheContentsStyleKeepNothingOfTheDonors() {
    Map<String, Double> measures = measures(pair -> deviated(pair, PAIRS.content()[pair]));
    assertThat(measures.get("style_kept_slant")).isCloseTo(0, within(0.12));
    assertThat(measures.get("style_in_s_slant")).isCloseTo(1, within(1e-9));
    assertThat(measures.get("style_in_s")).isCloseTo(1, within(1e-9));
  }

  @Test
  void aStyleTurnedAroundIsNotKeptButIsSeenInS() {
    Map<String, Double> measures =
        measures(
            pair -> {
              double slant = -deviated(pair, PAIRS.content()[pair]).slant();
              return new Style(slant, 1, 1, 1, 1);
            });
    assertThat(measures.get("style_in_s_slant")).isCloseTo(-1, within(1e-9));
    assertThat(measures.get("style_in_s")).isCloseTo(1, within(1e-9));
    assertThat(measures.get("style_kept_mass")).as("a constant").isZero();
  }

  @Test
  void blankSwapsCountAgainstWhatIsKept() {
    Map<String, Double> measures =
        measures(pair -> pair % 2 == 0 ? Style.BLANK : deviated(pair, PAIRS.style()[pair]));
    assertThat(measures.get("style_kept_slant")).isBetween(0.6, 0.8);
  }

  @Test
  void aLineThroughCodesForetellsWhatTheyHoldAndNotNoise() {
    SplittableRandom random = new SplittableRandom(2);
    LabelledCodes train = noise(4000, random);
    LabelledCodes test = noise(2000, random);
    assertThat(StyleInCode.explained(train, line(train), test, line(test)))
        .isCloseTo(1, within(1e-3));
    double[] unrelated = random.doubles(4000).toArray();
    double[] unrelatedTest = random.doubles(2000).toArray();
    assertThat(StyleInCode.explained(train, unrelated, test, unrelatedTest))
        .isCloseTo(0, within(0.02));
  }

  @Test
  void aDimensionThatIsConstantDoesNoHarmToTheLine() {
    SplittableRandom random = new SplittableRandom(3);
    LabelledCodes train = noise(500, random);
    for (int i = 0; i < 500; i++) {
      train.values()[i * 3 + 1] = 7;
    }
    assertThat(StyleInCode.explained(train, line(train), train, line(train)))
        .isCloseTo(1, within(1e-3));
  }

  private static Map<String, Double> measures(IntFunction<Style> swap) {
    Style[] shown = new Style[PAIRS.count()];
    Arrays.setAll(shown, swap);
    Swaps swaps = new Swaps(PAIRS, new int[PAIRS.count()], shown, new float[0], new float[0]);
    return StyleMeasures.ofSwaps(swaps, STYLES, LABELS);
  }

  /** A swap that shows the donor's deviation from its class, around the content's own style. */
  private static Style deviated(int pair, int donor) {
    double content = 10 * LABELS.labels()[PAIRS.content()[pair]];
    double slant = STYLES[donor].slant() - meanSlant(LABELS.labels()[donor]);
    return new Style(content + slant, content + slant, content + slant, content + slant, 1);
  }

  private static double meanSlant(int label) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < IMAGES; i++) {
      if (LABELS.labels()[i] == label) {
        sum += STYLES[i].slant();
        count++;
      }
    }
    return sum / count;
  }

  private static Style[] styles() {
    SplittableRandom random = new SplittableRandom(7);
    Style[] styles = new Style[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      double value = 3 * LABELS.labels()[i] + random.nextGaussian();
      styles[i] = new Style(value, value, value, value, value);
    }
    return styles;
  }

  private static LabelledCodes noise(int count, SplittableRandom random) {
    float[] values = new float[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new LabelledCodes(values, 3, random.ints(count, 0, 2).toArray(), 2);
  }

  /** A linear function of the codes, another one for each class. */
  private static double[] line(LabelledCodes codes) {
    double[] line = new double[codes.labels().length];
    for (int i = 0; i < line.length; i++) {
      line[i] = (codes.labels()[i] + 1) * codes.values()[3 * i] - codes.values()[3 * i + 2] + 4;
    }
    return line;
  }
}
