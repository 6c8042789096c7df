package io.twofold.server.rollout;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.VersionId;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a version made of two images: their swap, and what the swap's codes are when it is encoded
 * again.
 *
 * @param id the version
 * @param swapped [channels, height, width]; null where the trial failed
 * @param check null where the trial failed
 * @param swapNanos how long the swap took, in nanoseconds
 */
record Trial(VersionId id, float @Nullable [] swapped, @Nullable CycleCheck check, long swapNanos) {

  private static final System.Logger LOG = System.getLogger(Trial.class.getName());

  /**
   * Has a version swap two images, on this thread.
   *
   * @param content [channels, height, width]
   * @param style [channels, height, width]
   */
  static Trial of(VersionHandle version, float[] content, float[] style, LongSupplier nanoClock) {
    try {
      return run(version, content, style, nanoClock);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, () -> version.id() + " failed a trial", e);
      return new Trial(version.id(), null, null, 0);
    }
  }

  private static Trial run(
      VersionHandle version, float[] content, float[] style, LongSupplier nanoClock) {
    Codec codec = version.codec();
    long start = nanoClock.getAsLong();
    float[] swapped = codec.graph(Operation.SWAP).run(1, content, style)[0];
    long swapNanos = nanoClock.getAsLong() - start;
    float[][] codes = codec.graph(Operation.ENCODE).run(3, joined(content, style, swapped));
    int s = codec.dimS();
    int z = codec.dimZ();
    float[] ofStyle = Arrays.copyOfRange(codes[1], z, 2 * z);
    float[] rebuilt =
        codec.graph(Operation.DECODE).run(1, Arrays.copyOfRange(codes[0], s, 2 * s), ofStyle)[0];
    double squares = 0;
    for (int i = 0; i < rebuilt.length; i++) {
      double error = rebuilt[i] - style[i];
      squares += error * error;
    }
    return new Trial(
        version.id(),
        swapped,
        new CycleCheck(
            Arrays.copyOf(codes[0], s),
            ofStyle,
            Arrays.copyOfRange(codes[0], 2 * s, 3 * s),
            Arrays.copyOfRange(codes[1], 2 * z, 3 * z),
            squares / rebuilt.length),
        swapNanos);
  }

  private static float[] joined(float[]... images) {
    int size = images[0].length;
    float[] all = new float[images.length * size];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, all, i * size, size);
    }
    return all;
  }
}
