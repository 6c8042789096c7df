package io.twofold.batch.cli;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Encodes in this process: batches over buffers that are already full, and nothing else. */
final class InProcess {

  private final Codec codec;
  private final int batchSize;

  InProcess(Codec codec, int batchSize) {
    this.codec = codec;
    this.batchSize = batchSize;
  }

  /**
   * How fast images are encoded.
   *
   * @param perSecond images a second, of all threads
   * @param cpuMicros processor time of an image
   */
  record Speed(double perSecond, double cpuMicros) {}

  /** Encodes on so many threads at once, for so long. */
  Speed measure(int threads, Duration duration) {
    Speed[] speeds = new Speed[threads];
    Thread[] running =
        IntStream.range(0, threads)
            .mapToObj(i -> new Thread(() -> speeds[i] = measure(duration), "in-process-" + i))
            .toArray(Thread[]::new);
    for (Thread thread : running) {
      thread.start();
    }
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Speed(
        Arrays.stream(speeds).mapToDouble(Speed::perSecond).sum(),
        Arrays.stream(speeds).mapToDouble(Speed::cpuMicros).average().orElseThrow());
  }

  private Speed measure(Duration duration) {
    try (PinnedBatch batch = codec.graph(Operation.ENCODE).borrow(batchSize)) {
      fill(batch.input(0));
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long cpu = threads.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      long images = 0;
      long nanos;
      do {
        batch.run(batch.capacity());
        images += batch.capacity();
        nanos = System.nanoTime() - began;
      } while (nanos < duration.toNanos());
      cpu = threads.getCurrentThreadCpuTime() - cpu;
      return new Speed(images / (nanos / 1e9), cpu / 1e3 / images);
    }
  }

  private static void fill(FloatBuffer values) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) random.nextDouble());
    }
  }
}
