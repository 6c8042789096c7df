package io.twofold.server.batching;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Swaps on their way through a lane, the graph included: what is above {@code PinnedRunBenchmark}
 * at the same batch size is the queue's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LaneBenchmark {

  private static final int BURST = 32;
  private static final LaneListener NO_LISTENER =
      new LaneListener() {
        @Override
        public void waited(long nanos) {}

        @Override
        public void ran(int items, long nanos) {}
      };

  private Codec codec;
  private Workers workers;
  private Lane lane;
  private ItemSource[] sources;
  private ItemSink[] sinks;

  /** Opens a shipped version and its lanes. */
  @Setup
  public void open() throws Exception {
    codec = Codec.open(Path.of(System.getProperty("twofold.root"), "models/mnist/2"));
    workers = new Workers(1);
    lane =
        new Lanes(
                codec,
                workers,
                new QueueLimits(1_000, Long.MAX_VALUE),
                operation -> NO_LISTENER,
                System::nanoTime)
            .of(Operation.SWAP);
    Grey grey = new Grey(codec.shape().size());
    sources = new ItemSource[] {grey, grey};
    sinks = new ItemSink[] {grey};
  }

  /** Ends the threads and frees the version. */
  @TearDown
  public void close() {
    workers.close();
    codec.close();
  }

  /** One swap on an idle lane, run by this thread. */
  @Benchmark
  public void alone() throws InterruptedException {
    Latch latch = new Latch(1);
    lane.submit(new Job(1, sources, sinks, latch), Runnable::run);
    latch.await();
  }

  /** Swaps that arrive together and leave together, on a worker; the time of one. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void burst() throws InterruptedException {
    Latch latch = new Latch(BURST);
    Runnable[] end = new Runnable[1];
    for (int i = 0; i < BURST; i++) {
      lane.submit(new Job(1, sources, sinks, latch), task -> end[0] = task);
    }
    if (end[0] != null) {
      end[0].run();
    }
    latch.await();
  }

  /** Reads and takes images at no cost. */
  private record Grey(int size) implements ItemSource, ItemSink {
    @Override
    public void read(int item, float[] values) {
      values[item % size] = 0.5f;
    }

    @Override
    public void take(int item, float[] values) {}

    @Override
    public boolean isCheap() {
      return true;
    }
  }

  /** Counts jobs that are done. */
  private static final class Latch implements Completion {
    private final CountDownLatch open;

    Latch(int jobs) {
      open = new CountDownLatch(jobs);
    }

    void await() throws InterruptedException {
      open.await();
    }

    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public void done() {
      open.countDown();
    }

    @Override
    public void failed(Throwable failure) {
      open.countDown();
      throw new IllegalStateException("a swap failed", failure);
    }
  }
}
