package io.twofold.trainer.evaluate;

/**
 * In which share of the swaps the judge sees the content's label, by class of content and class of
 * style.
 *
 * @param right [content][style] swaps that show the content's label
 * @param pairs [content][style] swaps
 */
public record SwapMatrix(int[][] right, int[][] pairs) {

  /** A cell of fewer swaps says too little to be called the worst. */
  public static final int LEAST_PAIRS = 20;

  static SwapMatrix of(Swaps swaps, LabelledCodes images) {
    int classes = images.classes();
    int[][] right = new int[classes][classes];
    int[][] pairs = new int[classes][classes];
    for (int i = 0; i < swaps.read().length; i++) {
      int content = images.labels()[swaps.pairs().content()[i]];
      int style = images.labels()[swaps.pairs().style()[i]];
      pairs[content][style]++;
      right[content][style] += swaps.read()[i] == content ? 1 : 0;
    }
    return new SwapMatrix(right, pairs);
  }

  /** The share over all swaps. */
  public double mean() {
    double all = 0;
    double shown = 0;
    for (int content = 0; content < pairs.length; content++) {
      for (int style = 0; style < pairs.length; style++) {
        all += pairs[content][style];
        shown += right[content][style];
      }
    }
    return shown / all;
  }

  /** The share in one cell; not a number where there are no swaps. */
  public double share(int content, int style) {
    return right[content][style] / (double) pairs[content][style];
  }

  /** The least share in a cell of enough swaps; not a number where there is no such cell. */
  public double worst() {
    double worst = Double.NaN;
    for (int content = 0; content < pairs.length; content++) {
      for (int style = 0; style < pairs.length; style++) {
        double share = share(content, style);
        if (pairs[content][style] >= LEAST_PAIRS && !(share >= worst)) {
          worst = share;
        }
      }
    }
    return worst;
  }
}
