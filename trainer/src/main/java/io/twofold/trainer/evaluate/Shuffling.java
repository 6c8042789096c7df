package io.twofold.trainer.evaluate;

import java.util.SplittableRandom;

/** Puts numbers into a random order. */
final class Shuffling {

  private Shuffling() {}

  /** Fisher and Yates. */
  static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
