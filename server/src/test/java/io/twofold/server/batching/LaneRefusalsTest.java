package io.twofold.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are not run, fail or are not taken, and the others that must not feel it. */
class LaneRefusalsTest {

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
  void anItemThatCannotBeReadFailsItsOwnJobAlone() throws Exception {
    TestJob first = lanes.blocking();
    TestJob bad =
        TestJob.of(
            TinyBundle.images(3, 1),
            (item, values) -> {
              if (item == 1) {
                throw new InvalidInputException("item 1 is bad");
              }
            });
    List<TestJob> good = LaneFixture.jobs(2, 4);
    lanes.lane.submit(good.get(0).job(), lanes.burst);
    lanes.lane.submit(bad.job(), lanes.burst);
    lanes.lane.submit(good.get(1).job(), lanes.burst);
    lanes.release.countDown();
    assertThat(LaneFixture.outcome(bad)).isEqualTo("failed: item 1 is bad");
    for (TestJob job : good) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
      lanes.assertAnswered(job);
    }
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(lanes.batches).containsExactly(1, 6);
  }

  @Test
  void aJobThatNoOneWaitsForIsNotRun() throws Exception {
    TestJob first = lanes.blocking();
    TestJob left = TestJob.of(TinyBundle.images(3, 1));
    TestJob waiting = TestJob.of(TinyBundle.images(2, 2));
    lanes.lane.submit(left.job(), lanes.burst);
    lanes.lane.submit(waiting.job(), lanes.burst);
    left.wanted = false;
    lanes.release.countDown();
    assertThat(LaneFixture.outcome(left)).isEqualTo("failed: no one waits for the answer");
    assertThat(LaneFixture.outcome(waiting)).isEqualTo("done");
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(left.read).isFalse();
    assertThat(lanes.batches).containsExactly(1, 2);
    assertThat(lanes.lane.queuedItems()).isZero();
  }

  @Test
  void anAnswerThatIsLostHarmsNoOtherInItsBatch() throws Exception {
    TestJob first = lanes.blocking();
    TestJob lost = TestJob.of(TinyBundle.images(1, 1));
    assertThat(lost.end.complete("someone else ended it")).isTrue();
    TestJob next = TestJob.of(TinyBundle.images(2, 2));
    lanes.lane.submit(lost.job(), lanes.burst);
    lanes.lane.submit(next.job(), lanes.burst);
    lanes.release.countDown();
    assertThat(LaneFixture.outcome(next)).isEqualTo("done");
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(lanes.batches).containsExactly(1, 3);
  }

  @Test
  void aFullQueueRefusesCallersButNotThoseWhoPaceThemselves() throws Exception {
    TestJob first = lanes.blocking();
    TestJob large = TestJob.of(TinyBundle.images(LaneFixture.MOST_QUEUED, 1));
    lanes.lane.submit(large.job(), lanes.burst);
    TestJob refused = TestJob.of(TinyBundle.images(1, 2));
    assertThatThrownBy(() -> lanes.lane.submit(refused.job(), lanes.burst))
        .isInstanceOf(QueueFullException.class);
    TestJob paced = TestJob.of(TinyBundle.images(1, 3));
    lanes.lane.submitPaced(paced.job(), lanes.burst);
    lanes.release.countDown();
    assertThat(LaneFixture.outcome(large)).isEqualTo("done");
    assertThat(LaneFixture.outcome(paced)).isEqualTo("done");
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    lanes.assertAnswered(paced);
    assertThat(refused.end).isNotDone();

    TestJob again = TestJob.of(TinyBundle.images(1, 4));
    lanes.lane.submit(again.job(), lanes.burst);
    lanes.turn();
    assertThat(LaneFixture.outcome(again)).isEqualTo("done");
  }

  @Test
  void aJobLargerThanTheQueueIsTakenByItself() throws Exception {
    TestJob large = TestJob.of(TinyBundle.images(LaneFixture.MOST_QUEUED + 1, 1));
    lanes.lane.submit(large.job(), lanes.burst);
    lanes.endBurst();
    assertThat(LaneFixture.outcome(large)).isEqualTo("done");
    lanes.assertAnswered(large);
  }

  @Test
  void beforeASlowGraphLessMayWait() throws Exception {
    long stepNanos = 1_000_000;
    AtomicLong clock = new AtomicLong();
    Lane slow =
        lanes.over(
            new QueueLimits(LaneFixture.MOST_QUEUED, 2 * stepNanos),
            () -> clock.addAndGet(stepNanos));
    TestJob measured = TestJob.of(TinyBundle.images(64, 1));
    slow.submit(measured.job(), lanes.burst);
    lanes.endBurst();
    assertThat(LaneFixture.outcome(measured)).isEqualTo("done");
    assertThat(lanes.mostQueued()).as("64 in a step: in two steps").isEqualTo(128);

    TestJob first = lanes.blocking(slow);
    List<TestJob> waiting = LaneFixture.jobs(129, 17);
    slow.submit(waiting.get(0).job(), lanes.burst);
    TestJob refused = TestJob.of(TinyBundle.images(1, 2));
    assertThatThrownBy(() -> slow.submit(refused.job(), lanes.burst))
        .isInstanceOf(QueueFullException.class);
    slow.submit(waiting.get(1).job(), lanes.burst);
    lanes.release.countDown();
    for (TestJob job : waiting) {
      assertThat(LaneFixture.outcome(job)).isEqualTo("done");
    }
    assertThat(LaneFixture.outcome(first)).isEqualTo("done");
    assertThat(refused.end).isNotDone();
  }
}
