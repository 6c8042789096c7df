package io.twofold.trainer.train;

/** How often the largest logit is the label's. */
final class Accuracy {

  private Accuracy() {}

  /**
   * The share of a batch whose label is read right.
   *
   * @param logits [batch, classes]
   * @param labels of a larger batch
   * @param from the place in {@code labels} of the first row's
   */
  static double of(float[] logits, int[] labels, int from, int classes) {
    int batch = logits.length / classes;
    int right = 0;
    for (int i = 0; i < batch; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (logits[i * classes + c] > logits[i * classes + best]) {
          best = c;
        }
      }
      right += best == labels[from + i] ? 1 : 0;
    }
    return (double) right / batch;
  }
}
