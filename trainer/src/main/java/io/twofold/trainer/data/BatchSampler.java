package io.twofold.trainer.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Draws batches of images with replacement, in an order that depends on the seed alone.
 *
 * <p>Each draw fills the same direct buffers again, so that a training engine can compute on them
 * without a copy: be done with one draw before the next.
 */
public final class BatchSampler {

  private final LabelledImages images;
  private SplittableRandom random;
  private final int[] labels;
  private final float[] image;
  private final ByteBuffer pixels;
  private final ByteBuffer oneHot;

  /** A sampler of {@code batch} images a draw. */
  public BatchSampler(LabelledImages images, int batch, long seed) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive, not " + batch);
    }
    this.images = images;
    this.random = new SplittableRandom(seed);
    this.labels = new int[batch];
    this.image = new float[images.imageSize()];
    this.pixels = direct(batch * images.imageSize());
    this.oneHot = direct(batch * images.classes());
  }

  /** Goes on as a new sampler of that seed would. */
  public void reseed(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Draws the next batch. */
  public void draw() {
    FloatBuffer pixelValues = pixels.asFloatBuffer();
    FloatBuffer oneHotValues = oneHot.asFloatBuffer();
    for (int i = 0; i < labels.length; i++) {
      int index = random.nextInt(images.count());
      images.copyImage(index, image, 0);
      pixelValues.put(image);
      labels[i] = images.labels()[index];
      for (int label = 0; label < images.classes(); label++) {
        oneHotValues.put(label == labels[i] ? 1 : 0);
      }
    }
  }

  /** Float32 [batch, channels × height × width], from 0 to 1. */
  public ByteBuffer pixels() {
    return pixels;
  }

  /** The rows {@code from} to {@code to} (exclusive) of {@link #pixels}, in the same memory. */
  public ByteBuffer pixels(int from, int to) {
    return rows(pixels, images.imageSize(), from, to);
  }

  /** Float32 [batch, classes]: 1 at the label. */
  public ByteBuffer oneHot() {
    return oneHot;
  }

  /** The rows {@code from} to {@code to} (exclusive) of {@link #oneHot}, in the same memory. */
  public ByteBuffer oneHot(int from, int to) {
    return rows(oneHot, images.classes(), from, to);
  }

  /** The label of each image in the batch. */
  public int[] labels() {
    return labels;
  }

  private static ByteBuffer rows(ByteBuffer floats, int columns, int from, int to) {
    int row = columns * Float.BYTES;
    return floats.slice(from * row, (to - from) * row).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }
}
