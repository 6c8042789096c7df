package io.twofold.trainer.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Draws batches of images with replacement, each image as it is and once more warped, in an order
 * that depends on the seed alone.
 *
 * <p>Each draw fills the same direct buffer again, so that a training engine can compute on it
 * without a copy: be done with one draw before the next.
 */
public final class WarpedDraws {

  /** Matrix products of unaligned memory can differ in the last bit from run to run. */
  private static final int ALIGNMENT = 64;

  private final LabelledImages images;
  private final int[] indices;
  private final ImageWarp[] warps;
  private final float[] image;
  private final float[] warped;
  private final ByteBuffer pixels;
  private SplittableRandom random;

  /** Draws of {@code batch} images. */
  public WarpedDraws(LabelledImages images, int batch, long seed) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive, not " + batch);
    }
    this.images = images;
    this.random = new SplittableRandom(seed);
    this.indices = new int[batch];
    this.warps = new ImageWarp[batch];
    this.image = new float[images.imageSize()];
    this.warped = new float[images.imageSize()];
    this.pixels =
        ByteBuffer.allocateDirect(2 * batch * images.imageSize() * Float.BYTES + ALIGNMENT)
            .alignedSlice(ALIGNMENT)
            .limit(2 * batch * images.imageSize() * Float.BYTES)
            .slice()
            .order(ByteOrder.nativeOrder());
  }

  /** Starts the order of images and the warps anew. */
  public void seed(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Draws the next batch, with warps from a range. */
  public void draw(ImageWarp.Range range) {
    FloatBuffer values = pixels.asFloatBuffer();
    int size = images.imageSize();
    for (int i = 0; i < indices.length; i++) {
      indices[i] = random.nextInt(images.count());
      warps[i] = range.draw(random);
      images.copyImage(indices[i], image, 0);
      values.put(i * size, image);
      warp(i, image, warped);
      values.put((indices.length + i) * size, warped);
    }
  }

  /** Warps an image as the one at a place in the batch was. */
  public void warp(int place, float[] source, float[] target) {
    int channel = images.height() * images.width();
    for (int offset = 0; offset < source.length; offset += channel) {
      warps[place].apply(source, target, offset, images.height(), images.width());
    }
  }

  /** Float32 [2 · batch, channels × height × width]: all images as they are, then all warped. */
  public ByteBuffer pixels() {
    return pixels;
  }

  /** The place of each image of the batch among all images. */
  public int[] indices() {
    return indices;
  }
}
