package io.twofold.trainer.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws batches of images with replacement, in an order that depends on the seed alone.
 *
 * <p>Each draw fills and hands out the same arrays again: use them before the next draw.
 */
public final class BatchSampler {

  private final LabelledImages images;
  private final SplittableRandom random;
  private final float[] pixels;
  private final float[] oneHot;
  private final int[] labels;

  public BatchSampler(LabelledImages images, int batch, long seed) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive, not " + batch);
    }
    this.images = images;
    this.random = new SplittableRandom(seed);
    this.pixels = new float[batch * images.imageSize()];
    this.oneHot = new float[batch * images.classes()];
    this.labels = new int[batch];
  }

  /** Draws the next batch. */
  public void draw() {
    Arrays.fill(oneHot, 0);
    for (int i = 0; i < labels.length; i++) {
      int index = random.nextInt(images.count());
      images.copyImage(index, pixels, i * images.imageSize());
      labels[i] = images.labels()[index];
      oneHot[i * images.classes() + labels[i]] = 1;
    }
  }

  /** [batch, channels × height × width], from 0 to 1. */
  public float[] pixels() {
    return pixels;
  }

  /** [batch, classes]: 1 at the label. */
  public float[] oneHot() {
    return oneHot;
  }

  /** [batch]: the label of each image. */
  public int[] labels() {
    return labels;
  }
}
