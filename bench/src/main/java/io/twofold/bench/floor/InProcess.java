package io.twofold.bench.floor;

import io.twofold.codec.Codec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Swaps in this process, without any server: what ONNX Runtime alone costs. */
final class InProcess {

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
    float[] contents = noise(batch, 1);
    float[] styles = noise(batch, 2);
    Histogram nanos = new Histogram(Duration.ofMinutes(MOST_MINUTES).toNanos(), DIGITS);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long began = System.nanoTime();
    long now = began;
    float sum = 0;
    do {
      long runBegan = now;
      sum += codec.swap(contents, styles)[0];
      now = System.nanoTime();
      nanos.recordValue(now - runBegan);
    } while (now - began < duration.toNanos());
    long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    if (Float.isNaN(sum)) {
      throw new IllegalStateException("the model's swaps of noise are not numbers");
    }
    return new Cost(
        batch,
        nanos.getValueAtPercentile(50) / 1e3,
        used / 1e3 / (nanos.getTotalCount() * (double) batch));
  }

  private float[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * codec.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }
}
