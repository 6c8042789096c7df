package io.twofold.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** A lane that encodes on one worker, and a thread that brings jobs in bursts. */
final class LaneFixture implements AutoCloseable {

  static final int MOST_QUEUED = 1_000;

  final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
  final Queue<Runnable> endOfBurst = new ArrayDeque<>();
  private final Thread tester = Thread.currentThread();

  /** An event loop that the test turns by hand; what workers hand to it runs at once. */
  final Executor burst =
      task -> {
        if (Thread.currentThread() == tester) {
          endOfBurst.add(task);
        } else {
          task.run();
        }
      };

  final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private final Workers workers = new Workers(1);
  private IntSupplier mostQueued = () -> 0;
  final Codec codec;
  final Lane lane;

  LaneFixture(Path folder) throws Exception {
    codec = Codec.open(tiny.publish(folder));
    lane = over(workers);
  }

  /** A lane whose clock stands still: batches are as large as they can be. */
  Lane over(Workers some) {
    return lane(some, new QueueLimits(MOST_QUEUED, Long.MAX_VALUE), () -> 0);
  }

  Lane over(QueueLimits limits, LongSupplier nanoClock) {
    return lane(workers, limits, nanoClock);
  }

  /** What the last lane that was made says of itself. */
  int mostQueued() {
    return mostQueued.getAsInt();
  }

  private Lane lane(Workers some, QueueLimits limits, LongSupplier nanoClock) {
    LaneListener listener =
        new LaneListener() {
          @Override
          public void opened(IntSupplier most, IntSupplier queued) {
            mostQueued = most;
          }

          @Override
          public void waited(long nanos) {}

          @Override
          public void ran(int items, long nanos) {
            batches.add(items);
          }
        };
    return new Lane(codec.graph(Operation.ENCODE), some, limits, listener, nanoClock);
  }

  /** A job whose delivery keeps the only worker busy until it is released. */
  TestJob blocking() {
    return blocking(lane);
  }

  TestJob blocking(Lane where) {
    TestJob job =
        TestJob.of(TinyBundle.images(1, 9), (item, values) -> {})
            .beforeTaking(
                () -> {
                  started.countDown();
                  await(release);
                });
    where.submit(job.job(), burst);
    turn();
    await(started);
    return job;
  }

  void endBurst() {
    assertThat(endOfBurst).isNotEmpty();
    turn();
  }

  /** Ends a burst; a worker that was about to leave may have taken its jobs along. */
  void turn() {
    for (Runnable task = endOfBurst.poll(); task != null; task = endOfBurst.poll()) {
      task.run();
    }
  }

  void assertAnswered(TestJob job) {
    assertThat(job.s).containsExactly(tiny.encodeS(job.images), within(1e-5f));
    assertThat(job.z).containsExactly(tiny.encodeZ(job.images), within(1e-5f));
  }

  static List<TestJob> jobs(int... counts) {
    return IntStream.of(counts)
        .mapToObj(count -> TestJob.of(TinyBundle.images(count, count)))
        .toList();
  }

  static String outcome(TestJob job) throws Exception {
    return job.end.get(60, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    release.countDown();
    workers.close();
    codec.close();
  }
}
