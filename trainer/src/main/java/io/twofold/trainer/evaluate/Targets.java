package io.twofold.trainer.evaluate;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.CrossEntropy;
import io.twofold.trainer.loss.PixelCrossEntropy;

/**
 * What a probe is to answer for each code.
 *
 * @param values [count, outputs], from 0 to 1
 * @param outputs answers for each code
 * @param kind how the outputs belong together
 */
public record Targets(float[] values, int outputs, Kind kind) {

  /** How a probe's outputs belong together. */
  public enum Kind {
    /** One of the outputs is right: softmax and cross-entropy. */
    ONE_OF,
    /** Each output is a yes or a no of its own: sigmoids and binary cross-entropy. */
    EACH
  }

  public Targets {
    if (outputs < 1 || values.length % outputs != 0) {
      throw new IllegalArgumentException(
          "%d values are not whole rows of %d outputs".formatted(values.length, outputs));
    }
  }

  /** One label for each code, of {@code classes}. */
  public static Targets labels(int[] labels, int classes) {
    float[] values = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      values[i * classes + labels[i]] = 1;
    }
    return new Targets(values, classes, Kind.ONE_OF);
  }

  /**
   * Several yes-or-no labels for each code.
   *
   * @param labels [count][labels], 0 or 1
   */
  public static Targets attributes(int[][] labels) {
    int outputs = labels[0].length;
    float[] values = new float[labels.length * outputs];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < outputs; j++) {
        values[i * outputs + j] = labels[i][j];
      }
    }
    return new Targets(values, outputs, Kind.EACH);
  }

  /** The labels of images: one of them, or any. */
  static Targets of(LabelledImages images) {
    return switch (images.labelKind()) {
      case SINGLE -> labels(images.labels(), images.classes());
      case MULTI -> Flags.of(images).targets();
    };
  }

  /** How many codes. */
  public int count() {
    return values.length / outputs;
  }

  NDArray loss(NDArray logits, NDArray target) {
    return switch (kind) {
      case ONE_OF -> CrossEntropy.of(logits, target);
      case EACH -> PixelCrossEntropy.of(logits, target);
    };
  }
}
