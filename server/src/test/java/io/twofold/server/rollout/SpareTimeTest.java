package io.twofold.server.rollout;

import static io.twofold.server.RunningServer.GENEROUS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpareTimeTest {

  private final SpareTime spare = new SpareTime("test-spare", 2, 2);
  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    spare.close();
  }

  @Test
  void whatFindsNoRoomIsDroppedAndTheRestIsDoneInOrder() throws Exception {
    spare.offer(this::hold);
    spare.start();
    assertThat(begun.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 5; i++) {
      int number = i;
      spare.offer(() -> done.add(number));
    }
    released.countDown();
    CountDownLatch last = new CountDownLatch(1);
    while (!last.await(1, TimeUnit.MILLISECONDS)) {
      spare.offer(last::countDown);
    }
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void aTaskThatFailsEndsNothing() throws Exception {
    CountDownLatch next = new CountDownLatch(1);
    spare.offer(
        () -> {
          throw new IllegalStateException("as it should");
        });
    spare.offer(next::countDown);
    spare.start();
    assertThat(next.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void hold() {
    begun.countDown();
    try {
      assertThat(released.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
