package io.twofold.trainer.train;

import io.twofold.trainer.optimize.FlatAdam;

/**
 * Steps of an optimizer along gradients of a bounded length. A gradient that is not finite, as a
 * rare outlier can give, is left out; a row of them is a training that has diverged.
 */
final class ClippedSteps {

  private static final int MOST_IN_A_ROW = 20;

  private final FlatAdam optimizer;
  private final float longest;
  private int skipped;

  /**
   * @param longest the largest Euclidean length of a gradient
   */
  ClippedSteps(FlatAdam optimizer, float longest) {
    this.optimizer = optimizer;
    this.longest = longest;
  }

  /**
   * A step.
   *
   * @param means counts in {@code skipped} the share of steps that were left out
   * @throws DivergedException after too many gradients in a row that were not finite
   */
  void step(float learningRate, int epoch, RunningMeans means) {
    boolean moved = optimizer.stepClipped(learningRate, longest);
    skipped = moved ? 0 : skipped + 1;
    means.add("skipped", moved ? 0 : 1);
    if (skipped > MOST_IN_A_ROW) {
      throw new DivergedException("gradient of the", Float.NaN, epoch);
    }
  }
}
