package io.twofold.trainer.evaluate;

/**
 * The mean of two shares: of the images with a label that are read to have it, and of those without
 * it that are read to lack it. A reader that reads nothing has 0.5, however rare the label is.
 */
final class BalancedAccuracy {

  /** What a reader has that reads nothing. */
  static final double FLOOR = 0.5;

  private BalancedAccuracy() {}

  /** Not a number where all images have the label, or none does. */
  static double of(boolean[] read, boolean[] has) {
    int[] right = new int[2];
    int[] all = new int[2];
    for (int i = 0; i < has.length; i++) {
      int side = has[i] ? 1 : 0;
      all[side]++;
      right[side] += read[i] == has[i] ? 1 : 0;
    }
    return (right[0] / (double) all[0] + right[1] / (double) all[1]) / 2;
  }

  /** The standard deviation of a reader's value that reads nothing. */
  static double chance(boolean[] has) {
    int having = 0;
    for (boolean one : has) {
      having += one ? 1 : 0;
    }
    return Math.sqrt(1.0 / having + 1.0 / (has.length - having)) / 4;
  }
}
