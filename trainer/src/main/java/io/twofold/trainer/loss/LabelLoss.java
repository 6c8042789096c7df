package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.codec.bundle.LabelKind;
import java.util.Arrays;

/** How a classifier of labels is judged, by the kind of the labels. */
public enum LabelLoss {
  /** One class an image: {@link CrossEntropy}, and 1/N as the uninformative target. */
  SINGLE {
    @Override
    public NDArray of(NDArray logits, NDArray target) {
      return CrossEntropy.of(logits, target);
    }

    @Override
    public float uninformative(int labels) {
      return 1f / labels;
    }

    @Override
    public double accuracy(float[] logits, float[] targets, int labels) {
      requireRows(logits, targets, labels);
      int rows = logits.length / labels;
      int right = 0;
      for (int row = 0; row < rows; row++) {
        right += largest(logits, row, labels) == largest(targets, row, labels) ? 1 : 0;
      }
      return (double) right / rows;
    }
  },

  /** Any subset of the labels: {@link BinaryCrossEntropy}, and 0.5 as the uninformative target. */
  MULTI {
    @Override
    public NDArray of(NDArray logits, NDArray target) {
      return BinaryCrossEntropy.of(logits, target);
    }

    @Override
    public float uninformative(int labels) {
      return 0.5f;
    }

    @Override
    public double accuracy(float[] logits, float[] targets, int labels) {
      requireRows(logits, targets, labels);
      int right = 0;
      for (int i = 0; i < logits.length; i++) {
        right += (logits[i] > 0) == (targets[i] > 0.5f) ? 1 : 0;
      }
      return (double) right / logits.length;
    }
  };

  /** The loss for labels of a kind. */
  public static LabelLoss of(LabelKind kind) {
    return switch (kind) {
      case SINGLE -> SINGLE;
      case MULTI -> MULTI;
    };
  }

  /**
   * The loss of a batch.
   *
   * @param logits [batch, labels]
   * @param target [batch, labels] or [1, labels]
   * @return a scalar, in nats
   */
  public abstract NDArray of(NDArray logits, NDArray target);

  /** What the uninformative target ū asks of each label, where there are {@code labels}. */
  public abstract float uninformative(int labels);

  /**
   * The share of images whose class is read right or, with several labels, of labels.
   *
   * @param logits [count, labels], at least one row
   * @param targets [count, labels]: 1 for each label that an image has, else 0
   */
  public abstract double accuracy(float[] logits, float[] targets, int labels);

  /** The uninformative target ū: [1, labels]. */
  public NDArray uninformative(NDManager manager, int labels) {
    float[] target = new float[labels];
    Arrays.fill(target, uninformative(labels));
    return manager.create(target, new Shape(1, labels));
  }

  private static int largest(float[] rows, int row, int labels) {
    int best = 0;
    for (int label = 1; label < labels; label++) {
      if (rows[row * labels + label] > rows[row * labels + best]) {
        best = label;
      }
    }
    return best;
  }

  private static void requireRows(float[] logits, float[] targets, int labels) {
    if (logits.length == 0 || logits.length != targets.length || logits.length % labels != 0) {
      throw new IllegalArgumentException(
          "%d logits and %d targets are not the same rows of %d labels"
              .formatted(logits.length, targets.length, labels));
    }
  }
}
