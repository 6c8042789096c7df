package io.twofold.trainer.evaluate;

/** Outputs of a classifier, turned into labels. */
final class Scores {

  private Scores() {}

  /**
   * The best class of each row.
   *
   * @param scores [count, classes]
   */
  static int[] best(float[] scores, int classes) {
    int[] best = new int[scores.length / classes];
    for (int i = 0; i < best.length; i++) {
      for (int c = 1; c < classes; c++) {
        if (scores[i * classes + c] > scores[i * classes + best[i]]) {
          best[i] = c;
        }
      }
    }
    return best;
  }

  /** The share of places at which both hold the same label. */
  static double agreement(int[] read, int[] labels) {
    if (read.length != labels.length || read.length == 0) {
      throw new IllegalArgumentException(
          "%d readings cannot be compared with %d labels".formatted(read.length, labels.length));
    }
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += read[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }
}
