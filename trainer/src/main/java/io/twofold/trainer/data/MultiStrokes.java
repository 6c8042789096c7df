package io.twofold.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A built-in source of images with several labels each: six attributes that are on or off
 * independently, each with probability a half, in a style with known factors.
 *
 * <ul>
 *   <li>{@code frame}: a frame around everything
 *   <li>{@code top-bar}: a horizontal bar above the centre
 *   <li>{@code left-bar}: a vertical bar left of the centre
 *   <li>{@code ring}: the shape in the centre is a ring, not a disc
 *   <li>{@code dot}: a dot at the lower right
 *   <li>{@code diagonal}: a slanted stroke at the lower left
 * </ul>
 *
 * <p>Image i depends on the seed and i alone, so a smaller count is a prefix of a larger one. The
 * factors are the same on every Java platform; the pixels are identical on one JDK, as antialiasing
 * is the JDK's own.
 */
public final class MultiStrokes {

  /** Rows and columns of an image. */
  public static final int SIDE = 32;

  /** The names of the attributes, in the order of the labels. */
  public static final List<String> NAMES = AttributePen.NAMES;

  private MultiStrokes() {}

  /**
   * Draws {@code count} images.
   *
   * @throws IllegalArgumentException if {@code count} is negative or more than one array holds
   */
  public static MultiStrokeImages generate(int count, long seed) {
    if (count < 0 || count > Integer.MAX_VALUE / (SIDE * SIDE)) {
      throw new IllegalArgumentException(
          "count must be 0 to %d, not %d".formatted(Integer.MAX_VALUE / (SIDE * SIDE), count));
    }
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] flags = new byte[count * NAMES.size()];
    List<MultiStrokeFactors> factors = new ArrayList<>(count);
    try (AttributePen pen = new AttributePen(SIDE)) {
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(Strokes.mix(seed) ^ Strokes.mix(~(long) i));
        boolean[] on = new boolean[NAMES.size()];
        for (int label = 0; label < on.length; label++) {
          on[label] = random.nextBoolean();
          flags[i * on.length + label] = (byte) (on[label] ? 1 : 0);
        }
        MultiStrokeFactors style = style(random);
        render(pen, on, style, pixels, i * SIDE * SIDE);
        factors.add(style);
      }
    }
    Labels labels = new Labels.Multi(flags, NAMES);
    return new MultiStrokeImages(new LabelledImages(1, SIDE, SIDE, pixels, labels), factors);
  }

  /**
   * One image with the given labels in the given style: with one label flipped, what an ideal model
   * would make of flipping it.
   *
   * @param on whether it has each label, in the order of {@link #NAMES}
   * @return SIDE × SIDE pixels
   */
  public static byte[] draw(boolean[] on, MultiStrokeFactors style) {
    if (on.length != NAMES.size()) {
      throw new IllegalArgumentException(
          "%d flags are needed, not %d".formatted(NAMES.size(), on.length));
    }
    byte[] pixels = new byte[SIDE * SIDE];
    try (AttributePen pen = new AttributePen(SIDE)) {
      render(pen, on, style, pixels, 0);
    }
    return pixels;
  }

  private static void render(
      AttributePen pen, boolean[] on, MultiStrokeFactors style, byte[] target, int offset) {
    byte[] ink = pen.draw(on, style);
    SplittableRandom random = new SplittableRandom(style.noiseSeed());
    for (int i = 0; i < ink.length; i++) {
      double grey =
          style.brightness() * (ink[i] & 0xff) + 255 * style.noise() * random.nextGaussian();
      target[offset + i] = (byte) Math.round(Math.max(0, Math.min(255, grey)));
    }
  }

  private static MultiStrokeFactors style(SplittableRandom random) {
    return new MultiStrokeFactors(
        random.nextDouble(-0.2, 0.2),
        random.nextDouble(1.3, 2),
        random.nextDouble(0.9, 1.1),
        random.nextDouble(-1, 1),
        random.nextDouble(-1, 1),
        random.nextDouble(0.65, 1),
        random.nextDouble(0, 0.04),
        random.nextLong());
  }
}
