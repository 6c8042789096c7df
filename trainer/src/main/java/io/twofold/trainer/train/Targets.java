package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.LabelLoss;

/** What classifiers should say of images. */
final class Targets {

  private final float[] all;
  private final int labels;
  private final LabelLoss loss;

  Targets(LabelledImages images) {
    this.all = images.targets();
    this.labels = images.classes();
    this.loss = LabelLoss.of(images.labelKind());
  }

  /** The loss that fits the labels. */
  LabelLoss loss() {
    return loss;
  }

  /** How far logits [count, labels] are from the labels of the images at these places. */
  NDArray loss(NDManager manager, NDArray logits, int[] indices) {
    return loss.of(logits, manager.create(values(indices), new Shape(indices.length, labels)));
  }

  /** [count, labels]: 1 for each label that the image at each place has, else 0. */
  float[] values(int[] indices) {
    float[] values = new float[indices.length * labels];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(all, indices[i] * labels, values, i * labels, labels);
    }
    return values;
  }

  /** The share of labels that logits read right. */
  double accuracy(NDArray logits, int[] indices) {
    return loss.accuracy(logits.toFloatArray(), values(indices), labels);
  }
}
