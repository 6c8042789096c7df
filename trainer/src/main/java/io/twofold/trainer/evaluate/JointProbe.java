package io.twofold.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * What a fresh probe reads of the combination of several labels. Each label may look like a coin's
 * throw by itself while a code tells whether two of them are equal; a probe of the combination
 * finds that too, and from its probabilities any exclusive-or can be read.
 *
 * @param accuracy the share of test codes whose whole combination is read right
 * @param floor the share of the most frequent combination: what a probe has that reads nothing
 * @param parities the balanced accuracy of each exclusive-or of labels, by the set of the labels as
 *     bits; not a number for the empty set, and where test codes do not differ in it
 */
record JointProbe(double accuracy, double floor, double[] parities) {

  /**
   * Trains and reads.
   *
   * @param train with a class for each combination
   */
  static JointProbe of(
      Probe probe, LabelledCodes train, LabelledCodes test, DoubleConsumer progress) {
    int classes = train.classes();
    float[] logits =
        probe.scores(
            train.values(),
            train.dim(),
            Targets.labels(train.labels(), classes),
            test.values(),
            progress);
    double[] prior = new double[classes];
    for (int combination : train.labels()) {
      prior[combination] += 1.0 / train.count();
    }
    double[] usual = evenness(prior);
    boolean[][] odd = new boolean[classes][test.count()];
    for (int i = 0; i < test.count(); i++) {
      double[] evenness = evenness(softmax(logits, i * classes, classes));
      for (int set = 0; set < classes; set++) {
        odd[set][i] = evenness[set] < usual[set];
      }
    }
    double[] parities = new double[classes];
    Arrays.setAll(parities, set -> BalancedAccuracy.of(odd[set], odd(test.labels(), set)));
    return new JointProbe(test.agreement(Scores.best(logits, classes)), test.majority(), parities);
  }

  /** The best-read exclusive-or of two labels or more; the empty set where none could be read. */
  int worst() {
    int worst = 0;
    for (int set = 1; set < parities.length; set++) {
      if (Integer.bitCount(set) > 1 && !(parities[set] <= parity(worst))) {
        worst = Double.isNaN(parities[set]) ? worst : set;
      }
    }
    return worst;
  }

  /** The balanced accuracy of a set's exclusive-or. */
  double parity(int set) {
    return parities[set];
  }

  /** The names of a set's labels. */
  static String name(int set, LabelCombinations combinations, List<String> names) {
    List<String> chosen = new ArrayList<>();
    for (int bit = 0; bit < combinations.labels().size(); bit++) {
      if ((set & (1 << bit)) != 0) {
        chosen.add(names.get(combinations.labels().get(bit)));
      }
    }
    return String.join(" xor ", chosen);
  }

  private static boolean[] odd(int[] combinations, int set) {
    boolean[] odd = new boolean[combinations.length];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = Integer.bitCount(combinations[i] & set) % 2 == 1;
    }
    return odd;
  }

  private static double[] softmax(float[] logits, int from, int size) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < size; c++) {
      most = Math.max(most, logits[from + c]);
    }
    double[] shares = new double[size];
    double sum = 0;
    for (int c = 0; c < size; c++) {
      shares[c] = Math.exp(logits[from + c] - most);
      sum += shares[c];
    }
    for (int c = 0; c < size; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /**
   * For each set of labels the probability that an even number of them is there, less that of an
   * odd number: the Walsh–Hadamard transform of the combinations' probabilities, in place.
   */
  private static double[] evenness(double[] shares) {
    for (int half = 1; half < shares.length; half *= 2) {
      for (int i = 0; i < shares.length; i++) {
        if ((i & half) == 0) {
          double without = shares[i];
          double with = shares[i + half];
          shares[i] = without + with;
          shares[i + half] = without - with;
        }
      }
    }
    return shares;
  }
}
