package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.IntBuffer;

/**
 * Dropout (Srivastava et al., JMLR 2014): each value is left out with probability p and else scaled
 * by 1 / (1 − p).
 *
 * <p>The engine's generator draws one number a mask, so that its seed decides the mask; SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014) makes 16 random bits of it for each value, and p is met to
 * within 2⁻¹⁶. That is several times as fast as a Bernoulli draw by the engine for each value.
 */
final class DropoutMask {

  private static final int LANES = 4;
  private static final int BLOCK = 1024;
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private DropoutMask() {}

  /**
   * Leaves values out.
   *
   * @param x any shape
   * @param rate p, in [0, 1)
   * @return the same shape; {@code x} itself where the rate is 0
   */
  static NDArray apply(NDArray x, float rate) {
    if (rate == 0) {
      return x;
    }
    NDManager manager = x.getManager();
    NDArray mask = manager.create(x.getShape(), DataType.FLOAT32);
    long seed =
        manager.randomInteger(0, Long.MAX_VALUE, new Shape(1), DataType.INT64).toLongArray()[0];
    fill(mask.toByteBuffer(true).asIntBuffer(), rate, seed);
    return x.mul(mask);
  }

  /** Fills with the bits of the floats 0 and 1 / (1 − p). */
  private static void fill(IntBuffer mask, float rate, long seed) {
    int threshold = Math.round(rate * (1 << Short.SIZE));
    int kept = Float.floatToRawIntBits(1 / (1 - rate));
    int[] block = new int[BLOCK];
    long state = seed;
    while (mask.hasRemaining()) {
      for (int i = 0; i < BLOCK; i += LANES) {
        state += GAMMA;
        long bits = mix(state);
        block[i] = choose((int) bits & 0xffff, threshold, kept);
        block[i + 1] = choose((int) (bits >>> 16) & 0xffff, threshold, kept);
        block[i + 2] = choose((int) (bits >>> 32) & 0xffff, threshold, kept);
        block[i + 3] = choose((int) (bits >>> 48), threshold, kept);
      }
      mask.put(block, 0, Math.min(BLOCK, mask.remaining()));
    }
  }

  /** {@code kept} where the random bits reach the threshold, else 0; without a branch. */
  private static int choose(int random, int threshold, int kept) {
    return ~((random - threshold) >> 31) & kept;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
