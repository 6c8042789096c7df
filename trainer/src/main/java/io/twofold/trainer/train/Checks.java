package io.twofold.trainer.train;

import io.twofold.codec.bundle.Manifests;

/** What a hyper-parameter must be; messages name its flag. */
final class Checks {

  private Checks() {}

  static void atLeast(String flag, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(flag + " must be at least " + least + ", not " + value);
    }
  }

  /** A code as long as a bundle can hold. */
  static void codeSize(String flag, int value, int least) {
    atLeast(flag, value, least);
    if (value > Manifests.MAX_DIM) {
      throw new IllegalArgumentException(
          flag + " must be at most " + Manifests.MAX_DIM + ", not " + value);
    }
  }

  static void weight(String flag, float value) {
    if (!(value >= 0) || Float.isInfinite(value)) {
      throw new IllegalArgumentException(flag + " must be 0 or more, not " + value);
    }
  }

  static void rate(String flag, float value) {
    if (!(value > 0) || Float.isInfinite(value)) {
      throw new IllegalArgumentException(flag + " must be more than 0, not " + value);
    }
  }

  static void dropout(String flag, float value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(flag + " must be in [0, 1), not " + value);
    }
  }
}
