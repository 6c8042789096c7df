package io.twofold.trainer.export;

import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.trainer.model.Networks;

/**
 * The gate that every export passes: ONNX Runtime's outputs equal the trainer's own within {@link
 * #TOLERANCE} over seeded inputs at several batch sizes.
 *
 * <p>A difference is absolute where an output's values lie within 1, as images do. Codes may be
 * larger, and float32 with them coarser: their difference is divided by the largest value.
 */
final class ParityGate {

  /** The largest difference allowed. */
  static final float TOLERANCE = 1e-5f;

  private static final int[] BATCHES = {1, 2, 37};

  private ParityGate() {}

  /**
   * The largest difference over all outputs and batches.
   *
   * @throws ParityException where it is above the tolerance, or not a number
   */
  static float require(Networks nets, Codec codec) {
    float worst = 0;
    for (int batch : BATCHES) {
      float[] x = SeededImages.draw(codec.shape(), batch, batch);
      float[] styles = SeededImages.draw(codec.shape(), batch, ~batch);
      Codes codes = codec.encode(x);
      worst = Math.max(worst, compare("s", batch, nets.encodeS(x), codes.s()));
      worst = Math.max(worst, compare("z", batch, nets.encodeZ(x), codes.z()));
      worst =
          Math.max(
              worst,
              compare("x_hat", batch, nets.decode(codes.s(), codes.z()), codec.decode(codes)));
      worst =
          Math.max(
              worst,
              compare(
                  "swap",
                  batch,
                  nets.decode(nets.encodeS(x), nets.encodeZ(styles)),
                  codec.swap(x, styles)));
    }
    return worst;
  }

  private static float compare(String output, int batch, float[] expected, float[] actual) {
    float worst = expected.length == actual.length ? 0 : Float.NaN;
    float largest = 1;
    for (int i = 0; i < Math.min(expected.length, actual.length) && !Float.isNaN(worst); i++) {
      float difference = Math.abs(expected[i] - actual[i]);
      worst = Float.isNaN(difference) ? difference : Math.max(worst, difference);
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    worst /= largest;
    if (!(worst <= TOLERANCE)) {
      throw new ParityException(output, batch, worst, TOLERANCE);
    }
    return worst;
  }
}
