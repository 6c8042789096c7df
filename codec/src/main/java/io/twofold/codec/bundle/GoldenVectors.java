package io.twofold.codec.bundle;

import com.google.protobuf.InvalidProtocolBufferException;
import io.twofold.bundle.v1.Golden;
import io.twofold.bundle.v1.Manifest;
import java.nio.file.Path;

/**
 * Inputs, and the outputs that the trainer itself computed for them.
 *
 * @param folder the bundle, for messages
 * @param count how many inputs
 * @param tolerance the largest absolute difference allowed
 * @param x [count, channels, height, width]
 * @param s [count, dim_s]
 * @param z [count, dim_z]
 * @param xHat Dec(s[i], z[i]): [count, channels, height, width]
 * @param swap Dec(s[i], z[(i + 1) % count]): [count, channels, height, width]
 */
public record GoldenVectors(
    Path folder,
    int count,
    float tolerance,
    float[] x,
    float[] s,
    float[] z,
    float[] xHat,
    float[] swap) {

  /** The name of the file in the bundle. */
  public static final String FILE = "golden.bin";

  /** No bundle may ask to be trusted with a larger difference than this. */
  public static final float MAX_TOLERANCE = 1e-3f;

  /** Inputs prove and warm a version; they are no place to put work. */
  private static final int MAX_COUNT = 4096;

  static GoldenVectors parse(Path folder, Manifest manifest, byte[] bytes) throws BundleException {
    try {
      Golden golden = Golden.parseFrom(bytes);
      GoldenVectors vectors =
          new GoldenVectors(
              folder,
              golden.getCount(),
              golden.getTolerance(),
              Float32.fromBytes(golden.getX()),
              Float32.fromBytes(golden.getS()),
              Float32.fromBytes(golden.getZ()),
              Float32.fromBytes(golden.getXHat()),
              Float32.fromBytes(golden.getSwap()));
      vectors.requireShapes(manifest);
      return vectors;
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new BundleException(folder, FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The style image of each golden swap: x moved on by one. */
  public float[] styles() {
    int size = x.length / count;
    float[] styles = new float[x.length];
    System.arraycopy(x, size, styles, 0, x.length - size);
    System.arraycopy(x, 0, styles, x.length - size, size);
    return styles;
  }

  /**
   * The largest absolute difference between expected and actual values.
   *
   * @throws BundleException where it is above the tolerance, or not a number
   */
  public float requireWithin(String name, float[] expected, float[] actual) throws BundleException {
    float worst = 0;
    for (int i = 0; i < expected.length; i++) {
      float difference = Math.abs(expected[i] - actual[i]);
      // Not "difference > worst": a NaN must not pass.
      if (!(difference <= worst)) {
        worst = difference;
        if (Float.isNaN(difference)) {
          break;
        }
      }
    }
    if (!(worst <= tolerance)) {
      throw new BundleException(
          folder,
          "golden parity failed: %s differs by %s from what the trainer computed, %s is allowed"
              .formatted(name, worst, tolerance));
    }
    return worst;
  }

  private void requireShapes(Manifest manifest) throws BundleException {
    if (count < 1) {
      throw new BundleException(folder, FILE + " holds no inputs");
    }
    if (count > MAX_COUNT) {
      throw new BundleException(
          folder, "%s holds %d inputs, it may hold %d".formatted(FILE, count, MAX_COUNT));
    }
    if (!(tolerance > 0 && tolerance <= MAX_TOLERANCE)) {
      throw new BundleException(
          folder, FILE + ": tolerance must be in (0, " + MAX_TOLERANCE + "], not " + tolerance);
    }
    int image =
        manifest.getInput().getChannels()
            * manifest.getInput().getHeight()
            * manifest.getInput().getWidth();
    requireLength("x", x, image);
    requireLength("s", s, manifest.getDimS());
    requireLength("z", z, manifest.getDimZ());
    requireLength("x_hat", xHat, image);
    requireLength("swap", swap, image);
    for (float value : x) {
      if (!Float.isFinite(value)) {
        throw new BundleException(folder, "%s: x holds %s".formatted(FILE, value));
      }
    }
  }

  private void requireLength(String name, float[] values, int itemSize) throws BundleException {
    if (values.length != (long) count * itemSize) {
      throw new BundleException(
          folder,
          "%s: %s must hold %d x %d values, not %d"
              .formatted(FILE, name, count, itemSize, values.length));
    }
  }
}
