package io.twofold.bench.floor;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Swaps in this process, without any server: the fused graph over buffers that are already full.
 * What is above this is not ONNX Runtime's.
 */
final class InProcess {

  private static final int CONTENTS = 0;
  private static final int STYLES = 1;
  private static final int MOST_MINUTES = 10;
  private static final int DIGITS = 3;

  /**
   * What runs of one size cost.
   *
   * @param batch swaps in each run
   * @param p50Micros half of the runs took at most this
   * @param cpuMicrosPerSample processor time of the thread that runs them, for each swap
   */
  record Cost(int batch, double p50Micros, double cpuMicrosPerSample) {}

  private final Codec codec;

  InProcess(Codec codec) {
    this.codec = codec;
  }

  /** Runs swaps of noise, {@code batch} at a time, for {@code duration}. */
  Cost measure(int batch, Duration duration) {
    try (PinnedBatch pinned = codec.graph(Operation.SWAP).borrow()) {
      if (batch > pinned.capacity()) {
        throw new IllegalArgumentException(
            "batch must be at most %d, not %d".formatted(pinned.capacity(), batch));
      }
      fillWithNoise(pinned.input(CONTENTS), 1);
      fillWithNoise(pinned.input(STYLES), 2);
      Histogram nanos = new Histogram(Duration.ofMinutes(MOST_MINUTES).toNanos(), DIGITS);
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long began = System.nanoTime();
      long now = began;
      do {
        long runBegan = now;
        pinned.run(batch);
        now = System.nanoTime();
        nanos.recordValue(now - runBegan);
      } while (now - began < duration.toNanos());
      long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      return new Cost(
          batch,
          nanos.getValueAtPercentile(50) / 1e3,
          used / 1e3 / (nanos.getTotalCount() * (double) batch));
    }
  }

  private static void fillWithNoise(FloatBuffer values, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) random.nextDouble());
    }
  }
}
