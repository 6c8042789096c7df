package io.twofold.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.Operation;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneTest {

  private static final int MOST_QUEUED = 1_000;

  @TempDir Path folder;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> endOfBurst = new ArrayDeque<>();
  private final Thread tester = Thread.currentThread();

  /** An event loop that the test turns by hand; what workers hand to it runs at once. */
  private final Executor burst =
      task -> {
        if (Thread.currentThread() == tester) {
          endOfBurst.add(task);
        } else {
          task.run();
        }
      };

  private final Workers workers = new Workers(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Codec codec;
  private Lane lane;

  @BeforeEach
  void open() throws Exception {
    codec = Codec.open(tiny.publish(folder));
    lane = lane(workers);
  }

  @AfterEach
  void close() {
    release.countDown();
    workers.close();
    codec.close();
  }

  @Test
  void oneJobOnAnIdleLaneIsRunByTheThreadThatBroughtIt() {
    TestJob job = TestJob.of(TinyBundle.images(1, 1));
    lane.submit(job.job(), burst);
    assertThat(job.read).isFalse();
    endBurst();
    assertAnswered(job);
    assertThat(job.endedOn).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void aJobThatIsDearToReadIsLeftToAWorker() throws Exception {
    TestJob job = TestJob.of(TinyBundle.images(1, 1), (item, values) -> {});
    lane.submit(job.job(), burst);
    endBurst();
    assertThat(outcome(job)).isEqualTo("done");
    assertThat(job.endedOn).startsWith("twofold-worker-");
  }

  @Test
  void jobsOfOneBurstLeaveTogether() throws Exception {
    List<TestJob> jobs = jobs(1, 2, 3, 4);
    jobs.forEach(job -> lane.submit(job.job(), burst));
    assertThat(endOfBurst).hasSize(1);
    endBurst();
    for (TestJob job : jobs) {
      assertThat(outcome(job)).isEqualTo("done");
      assertAnswered(job);
    }
    assertThat(batches).containsExactly(10);
  }

  @Test
  void smallJobsHearTogetherWhereTheyCameFromAndLargeOnesOnTheWorker() throws Exception {
    List<Integer> heard = new ArrayList<>();
    Executor counting =
        task -> {
          int before = heard.size();
          task.run();
          heard.add(before);
        };
    TestJob first = blocking();
    List<TestJob> small = jobs(1, 2, 3);
    TestJob large = TestJob.of(TinyBundle.images(17, 1));
    small.forEach(job -> lane.submit(job.job(), counting));
    lane.submit(large.job(), counting);
    release.countDown();
    for (TestJob job : small) {
      assertThat(outcome(job)).isEqualTo("done");
    }
    assertThat(outcome(large)).isEqualTo("done");
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(heard).containsExactly(0);
  }

  @Test
  void whatArrivesWhileABatchRunsLeavesTogetherAsTheNextOne() throws Exception {
    TestJob first = blocking();
    List<TestJob> next = jobs(3, 1, 5);
    next.forEach(job -> lane.submit(job.job(), burst));
    assertThat(lane.queuedItems()).isEqualTo(9);
    release.countDown();
    for (TestJob job : next) {
      assertThat(outcome(job)).isEqualTo("done");
      assertAnswered(job);
    }
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(batches).containsExactly(1, 9);
    assertThat(lane.queuedItems()).isZero();
  }

  @Test
  void jobsLargerThanABatchAreRunInPartsAndSmallOnesGetTheirTurn() throws Exception {
    int capacity = codec.graph(Operation.ENCODE).capacity();
    TestJob first = blocking();
    List<TestJob> next = jobs(3 * capacity + 1, 2);
    next.forEach(job -> lane.submit(job.job(), burst));
    release.countDown();
    for (TestJob job : next) {
      assertThat(outcome(job)).isEqualTo("done");
      assertAnswered(job);
    }
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(batches).containsExactly(1, capacity, capacity, capacity, 3);
  }

  @Test
  void anItemThatCannotBeReadFailsItsOwnJobAlone() throws Exception {
    TestJob first = blocking();
    TestJob bad =
        TestJob.of(
            TinyBundle.images(3, 1),
            (item, values) -> {
              if (item == 1) {
                throw new InvalidInputException("item 1 is bad");
              }
            });
    List<TestJob> good = jobs(2, 4);
    lane.submit(good.get(0).job(), burst);
    lane.submit(bad.job(), burst);
    lane.submit(good.get(1).job(), burst);
    release.countDown();
    assertThat(outcome(bad)).isEqualTo("failed: item 1 is bad");
    for (TestJob job : good) {
      assertThat(outcome(job)).isEqualTo("done");
      assertAnswered(job);
    }
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(batches).containsExactly(1, 6);
  }

  @Test
  void aJobThatNoOneWaitsForIsNotRun() throws Exception {
    TestJob first = blocking();
    TestJob left = TestJob.of(TinyBundle.images(3, 1));
    TestJob waiting = TestJob.of(TinyBundle.images(2, 2));
    lane.submit(left.job(), burst);
    lane.submit(waiting.job(), burst);
    left.wanted = false;
    release.countDown();
    assertThat(outcome(left)).isEqualTo("failed: no one waits for the answer");
    assertThat(outcome(waiting)).isEqualTo("done");
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(left.read).isFalse();
    assertThat(batches).containsExactly(1, 2);
    assertThat(lane.queuedItems()).isZero();
  }

  @Test
  void anAnswerThatIsLostHarmsNoOtherInItsBatch() throws Exception {
    TestJob first = blocking();
    TestJob lost = TestJob.of(TinyBundle.images(1, 1));
    assertThat(lost.end.complete("someone else ended it")).isTrue();
    TestJob next = TestJob.of(TinyBundle.images(2, 2));
    lane.submit(lost.job(), burst);
    lane.submit(next.job(), burst);
    release.countDown();
    assertThat(outcome(next)).isEqualTo("done");
    assertThat(outcome(first)).isEqualTo("done");
    assertThat(batches).containsExactly(1, 3);
  }

  @Test
  void aFullQueueRefusesCallersButNotThoseWhoPaceThemselves() throws Exception {
    TestJob first = blocking();
    TestJob large = TestJob.of(TinyBundle.images(MOST_QUEUED, 1));
    lane.submit(large.job(), burst);
    TestJob refused = TestJob.of(TinyBundle.images(1, 2));
    assertThatThrownBy(() -> lane.submit(refused.job(), burst))
        .isInstanceOf(QueueFullException.class);
    TestJob paced = TestJob.of(TinyBundle.images(1, 3));
    lane.submitPaced(paced.job(), burst);
    release.countDown();
    assertThat(outcome(large)).isEqualTo("done");
    assertThat(outcome(paced)).isEqualTo("done");
    assertThat(outcome(first)).isEqualTo("done");
    assertAnswered(paced);
    assertThat(refused.end).isNotDone();

    TestJob again = TestJob.of(TinyBundle.images(1, 4));
    lane.submit(again.job(), burst);
    // The worker may be about to leave, and then takes the job along.
    for (Runnable task = endOfBurst.poll(); task != null; task = endOfBurst.poll()) {
      task.run();
    }
    assertThat(outcome(again)).isEqualTo("done");
  }

  @Test
  void aJobLargerThanTheQueueIsTakenByItself() throws Exception {
    TestJob large = TestJob.of(TinyBundle.images(MOST_QUEUED + 1, 1));
    lane.submit(large.job(), burst);
    endBurst();
    assertThat(outcome(large)).isEqualTo("done");
    assertAnswered(large);
  }

  @Test
  void jobsOfManyThreadsAllGetTheirOwnAnswers() throws Exception {
    try (Workers several = new Workers(3)) {
      Lane shared = lane(several);
      List<Thread> threads = new ArrayList<>();
      Queue<TestJob> jobs = new ConcurrentLinkedQueue<>();
      for (int t = 0; t < 4; t++) {
        int seed = t;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    TestJob job = TestJob.of(TinyBundle.images(1 + (i * 7) % 90, seed * 1_000 + i));
                    jobs.add(job);
                    shared.submitPaced(job.job(), Runnable::run);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (TestJob job : jobs) {
        assertThat(outcome(job)).isEqualTo("done");
        assertAnswered(job);
      }
      assertThat(jobs).hasSize(2_000);
      assertThat(shared.queuedItems()).isZero();
      assertThat(batches.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(jobs.stream().mapToInt(job -> job.count).sum());
    }
  }

  /** A job whose delivery keeps the only worker busy until it is released. */
  private TestJob blocking() throws Exception {
    TestJob job =
        TestJob.of(TinyBundle.images(1, 9), (item, values) -> {})
            .beforeTaking(
                () -> {
                  started.countDown();
                  await(release);
                });
    lane.submit(job.job(), burst);
    endBurst();
    await(started);
    return job;
  }

  private Lane lane(Workers some) {
    LaneListener listener =
        new LaneListener() {
          @Override
          public void waited(long nanos) {}

          @Override
          public void ran(int items, long nanos) {
            batches.add(items);
          }
        };
    // A clock that stands still: batches are as large as they can be.
    return new Lane(codec.graph(Operation.ENCODE), some, MOST_QUEUED, listener, () -> 0);
  }

  private void endBurst() {
    assertThat(endOfBurst).isNotEmpty();
    for (Runnable task = endOfBurst.poll(); task != null; task = endOfBurst.poll()) {
      task.run();
    }
  }

  private void assertAnswered(TestJob job) {
    assertThat(job.s).containsExactly(tiny.encodeS(job.images), within(1e-5f));
    assertThat(job.z).containsExactly(tiny.encodeZ(job.images), within(1e-5f));
  }

  private static List<TestJob> jobs(int... counts) {
    return IntStream.of(counts)
        .mapToObj(count -> TestJob.of(TinyBundle.images(count, count)))
        .toList();
  }

  private static String outcome(TestJob job) throws Exception {
    return job.end.get(60, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
