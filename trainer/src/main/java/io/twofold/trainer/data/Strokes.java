package io.twofold.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A built-in source of handwriting-like digits with known factors, for runs and tests without a
 * download. Each digit is one of a few skeletons of smooth curves, shaken, sheared, stretched and
 * drawn with a round pen.
 *
 * <p>Image i depends on the seed and i alone, so a smaller count is a prefix of a larger one. The
 * factors are the same on every Java platform; the pixels are identical on one JDK, as antialiasing
 * is the JDK's own.
 */
public final class Strokes {

  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  private static final List<String> NAMES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Strokes() {}

  /**
   * Draws {@code count} digits.
   *
   * @throws IllegalArgumentException if {@code count} is negative or more than one array holds
   */
  public static StrokeDigits generate(int count, long seed) {
    if (count < 0 || count > Integer.MAX_VALUE / (SIDE * SIDE)) {
      throw new IllegalArgumentException("count must be 0 to 2739137, not " + count);
    }
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    List<StrokeFactors> factors = new ArrayList<>(count);
    try (Pen pen = new Pen(SIDE)) {
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(mix(seed) ^ mix(~(long) i));
        StrokeFactors drawn = factors(random);
        List<Skeleton> variants = Skeleton.of(drawn.digit());
        Skeleton skeleton = variants.get(random.nextInt(variants.size()));
        pen.draw(skeleton, drawn, random, pixels, i * SIDE * SIDE);
        labels[i] = drawn.digit();
        factors.add(drawn);
      }
    }
    return new StrokeDigits(new LabelledImages(1, SIDE, SIDE, pixels, labels, NAMES), factors);
  }

  private static StrokeFactors factors(SplittableRandom random) {
    return new StrokeFactors(
        random.nextInt(NAMES.size()),
        random.nextDouble(-0.25, 0.5),
        random.nextDouble(1.6, 3.6),
        random.nextDouble(0.75, 1.2),
        random.nextDouble(16, 21),
        random.nextDouble(-1.5, 1.5),
        random.nextDouble(-1.5, 1.5),
        random.nextDouble());
  }

  /** The finaliser of MurmurHash3: neighbouring inputs give unrelated outputs. */
  static long mix(long h) {
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
