package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.trainer.data.LabelledImages;

/** What classifiers should say of images. */
final class Targets {

  private final LabelledImages images;
  private final int classes;

  Targets(LabelledImages images) {
    this.images = images;
    this.classes = images.classes();
  }

  /** Float32 [count, classes] of the images at these places: 1 at the label. */
  NDArray of(NDManager manager, int[] indices) {
    return manager.create(values(indices), new Shape(indices.length, classes));
  }

  /** {@link #of} outside of the engine. */
  float[] values(int[] indices) {
    float[] values = new float[indices.length * classes];
    for (int i = 0; i < indices.length; i++) {
      values[i * classes + images.labels()[indices[i]]] = 1;
    }
    return values;
  }

  /** The share of images whose label has the largest logit. */
  double accuracy(NDArray logits, int[] indices) {
    long[] read = logits.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < read.length; i++) {
      right += read[i] == images.labels()[indices[i]] ? 1 : 0;
    }
    return (double) right / read.length;
  }
}
