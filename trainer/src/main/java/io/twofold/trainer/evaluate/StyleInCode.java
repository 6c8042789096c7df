package io.twofold.trainer.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How much of an aspect of style a linear function of a code foretells inside each class. */
final class StyleInCode {

  private StyleInCode() {}

  /**
   * R², fitted in each class of the training codes and measured in the same class of the test
   * codes; the mean over classes that have enough of both.
   *
   * @param trainStyle of each training code's image; not a number where it is blank
   * @param testStyle of each test code's image
   */
  static double explained(
      LabelledCodes train, double[] trainStyle, LabelledCodes test, double[] testStyle) {
    int dim = train.dim();
    double sum = 0;
    int counted = 0;
    for (int label = 0; label < train.classes(); label++) {
      int[] fitted = ofClass(train, trainStyle, label);
      int[] measured = ofClass(test, testStyle, label);
      if (fitted.length < 2 * (dim + 1) || measured.length < 2) {
        continue;
      }
      LeastSquares line = LeastSquares.fit(codes(train, fitted), dim, values(trainStyle, fitted));
      sum += line.explained(codes(test, measured), dim, values(testStyle, measured));
      counted++;
    }
    return counted == 0 ? Double.NaN : sum / counted;
  }

  private static int[] ofClass(LabelledCodes codes, double[] style, int label) {
    return IntStream.range(0, codes.count())
        .filter(i -> codes.labels()[i] == label && !Double.isNaN(style[i]))
        .toArray();
  }

  private static float[] codes(LabelledCodes codes, int[] places) {
    float[] chosen = new float[places.length * codes.dim()];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(
          codes.values(), places[i] * codes.dim(), chosen, i * codes.dim(), codes.dim());
    }
    return chosen;
  }

  private static double[] values(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }
}
