package io.twofold.server.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.Operation;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jobs leave together, where they are run, and where they hear of it. */
class LaneTest {

  @TempDir Path folder;
  private LaneFixture lanes;

  @BeforeEach
  void open() throws Exception {
    lanes = new LaneFixture(folder);
  }

  @AfterEach
  void close() {
    lanes.close();
  }

  @Test
  void oneJobOnAnIdleLaneIsRunByTheThreadThatBroughtIt() {
    TestJob job = TestJob.of(TinyBundle.images(1, 1));
    lanes.lane.submit(job.job(), lanes.burst);
    assertThat(job.read).isFalse();
    lanes.endBurst();
    lanes.assertAnswered(job);
    assertThat(job.endedOn).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void aJobThatIsDearToReadIsLeftToAWorker() throws Exception {
    TestJob job = TestJob.of(TinyBundle.images(1, 1), (item, values) -> {});
    lanes.lane.submit(job.job(), lanes.burst);
    lanes.endBurst();
    assertThat(LaneFixture.outcome(job)).isEqualTo("done");
    assertThat(job.endedOn).startsWith("twofold-worker-");
  }

  @Test
  void jobsOfOneBurstLeaveTogether() throws Exception {
    List<TestJob> jobs = LaneFixture.jobs(1, 2, 3, 4);
    jobs.forEach(job -> lanes.lane.submit(job.job(), lanes.burst));
    assertThat(lanes.endOfBurst).hasSize(1);
    lanes.endBurst();
    for (TestJob job : jobs) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
      lanes.assertAnswered(job);
    }
    assertThat(lanes.batches).containsExactly(10);
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
    TestJob first = lanes.blocking();
    List<TestJob> small = LaneFixture.jobs(1, 2, 3);
    TestJob large = TestJob.of(TinyBundle.images(17, 1));
    small.forEach(job -> lanes.lane.submit(job.job(), counting));
    lanes.lane.submit(large.job(), counting);
    lanes.release.countDown();
    for (TestJob job : small) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
    }
    assertThat(LaneFixture.outcome(large)).isEqualTo("done");
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(heard).containsExactly(0);
  }

  @Test
  void whatArrivesWhileABatchRunsLeavesTogetherAsTheNextOne() throws Exception {
    TestJob first = lanes.blocking();
    List<TestJob> next = LaneFixture.jobs(3, 1, 5);
    next.forEach(job -> lanes.lane.submit(job.job(), lanes.burst));
    assertThat(lanes.lane.queuedItems()).isEqualTo(9);
    lanes.release.countDown();
    for (TestJob job : next) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
      lanes.assertAnswered(job);
    }
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(lanes.batches).containsExactly(1, 9);
    assertThat(lanes.lane.queuedItems()).isZero();
  }

  @Test
  void jobsLargerThanABatchAreRunInPartsAndSmallOnesGetTheirTurn() throws Exception {
    int capacity = lanes.codec.graph(Operation.ENCODE).capacity();
    TestJob first = lanes.blocking();
    List<TestJob> next = LaneFixture.jobs(3 * capacity + 1, 2);
    next.forEach(job -> lanes.lane.submit(job.job(), lanes.burst));
    lanes.release.countDown();
    for (TestJob job : next) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
      lanes.assertAnswered(job);
    }
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(lanes.batches).containsExactly(1, capacity, capacity, capacity, 3);
  }

  @Test
  void jobsOfManyThreadsAllGetTheirOwnAnswers() throws Exception {
    try (Workers several = new Workers(3)) {
      Lane shared = lanes.over(several);
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
        assertThat(LaneFixture.outcome(job)).isEqualTo("done");
        lanes.assertAnswered(job);
      }
      assertThat(jobs).hasSize(2_000);
      assertThat(shared.queuedItems()).isZero();
      assertThat(lanes.batches.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(jobs.stream().mapToInt(job -> job.count).sum());
    }
  }
}
