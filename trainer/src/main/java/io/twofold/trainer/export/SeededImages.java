package io.twofold.trainer.export;

import io.twofold.codec.bundle.ImageShape;
import java.util.SplittableRandom;

/** Inputs made up from a seed, to compare two runtimes on; no data set is needed to repeat them. */
final class SeededImages {

  /** The share of pixels that are not black. */
  private static final double SPECKS = 0.25;

  private SeededImages() {}

  /**
   * Half of the images are bright specks on black, the others a bright patch on black: about as
   * bright as drawn digits, so that codes are as large as in use.
   *
   * @return [count, channels, height, width], from 0 to 1
   */
  static float[] draw(ImageShape shape, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[count * shape.size()];
    for (int i = 0; i < count; i++) {
      boolean noise = i % 2 == 0;
      double centreRow = shape.height() * random.nextDouble(0.3, 0.7);
      double centreColumn = shape.width() * random.nextDouble(0.3, 0.7);
      double radius = Math.max(1, Math.min(shape.height(), shape.width()) * 0.3);
      for (int p = 0; p < shape.size(); p++) {
        int row = p / shape.width() % shape.height();
        int column = p % shape.width();
        double distance = Math.hypot(row - centreRow, column - centreColumn);
        images[i * shape.size() + p] =
            noise ? speck(random) : (float) Math.max(0, 1 - distance / radius);
      }
    }
    return images;
  }

  private static float speck(SplittableRandom random) {
    float brightness = (float) random.nextDouble();
    return random.nextDouble() < SPECKS ? brightness : 0;
  }
}
