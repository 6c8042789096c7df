package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;
import java.util.SplittableRandom;

/**
 * Small random moves of an image, which leave what it shows as it is: shifted, turned and scaled a
 * little. Values between pixels are interpolated; beyond the border, the border's pixels go on.
 */
final class Jitter {

  private static final double SHIFT = 0.07;
  private static final double TURN = Math.toRadians(10);
  private static final double SCALE = 0.08;

  private final ImageShape shape;
  private final SplittableRandom random;

  Jitter(ImageShape shape, long seed) {
    this.shape = shape;
    this.random = new SplittableRandom(seed);
  }

  /** Writes a moved image to {@code target} at {@code offset}. */
  void move(float[] image, float[] target, int offset) {
    int height = shape.height();
    int width = shape.width();
    double angle = random.nextDouble(-TURN, TURN);
    double scale = 1 + random.nextDouble(-SCALE, SCALE);
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    double shiftX = centreX + width * random.nextDouble(-SHIFT, SHIFT);
    double shiftY = centreY + height * random.nextDouble(-SHIFT, SHIFT);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromX = shiftX + cos * (x - centreX) - sin * (y - centreY);
        double fromY = shiftY + sin * (x - centreX) + cos * (y - centreY);
        fromX = Math.min(width - 1, Math.max(0, fromX));
        fromY = Math.min(height - 1, Math.max(0, fromY));
        int left = (int) fromX;
        int top = (int) fromY;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        float dx = (float) (fromX - left);
        float dy = (float) (fromY - top);
        for (int channel = 0; channel < shape.channels(); channel++) {
          int plane = channel * height * width;
          float upper =
              image[plane + top * width + left] * (1 - dx)
                  + image[plane + top * width + right] * dx;
          float lower =
              image[plane + bottom * width + left] * (1 - dx)
                  + image[plane + bottom * width + right] * dx;
          target[offset + plane + y * width + x] = upper * (1 - dy) + lower * dy;
        }
      }
    }
  }
}
