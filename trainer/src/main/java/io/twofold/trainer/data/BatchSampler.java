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
  private final int batch;
  private final float[] image;
  private final ByteBuffer pixels;
  private final ByteBuffer targets;

  /** A sampler of {@code batch} images a draw. */
  public BatchSampler(LabelledImages images, int batch, long seed) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive, not " + batch);
    }
    this.images = images;
    this.random = new SplittableRandom(seed);
    this.batch = batch;
    this.image = new float[images.imageSize()];
    this.pixels = direct(batch * images.imageSize());
    this.targets = direct(batch * images.classes());
  }

  /** Goes on as a new sampler of that seed would. */
  public void reseed(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Draws the next batch. */
  public void draw() {
    FloatBuffer pixelValues = pixels.asFloatBuffer();
    FloatBuffer targetValues = targets.asFloatBuffer();
    for (int i = 0; i < batch; i++) {
      int index = random.nextInt(images.count());
      images.copyImage(index, image, 0);
      pixelValues.put(image);
      for (int label = 0; label < images.classes(); label++) {
        targetValues.put(images.labelling().has(index, label) ? 1 : 0);
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

  /** Float32 [batch, labels]: 1 for each label that the image has, else 0. */
  public ByteBuffer targets() {
    return targets;
  }

  /** The rows {@code from} to {@code to} (exclusive) of {@link #targets}, in the same memory. */
  public ByteBuffer targets(int from, int to) {
    return rows(targets, images.classes(), from, to);
  }

  private static ByteBuffer rows(ByteBuffer floats, int columns, int from, int to) {
    int row = columns * Float.BYTES;
    return floats.slice(from * row, (to - from) * row).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }
}
