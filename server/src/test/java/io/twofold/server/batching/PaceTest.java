package io.twofold.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  private static final QueueLimits LIMITS =
      new QueueLimits(10_000, TimeUnit.MILLISECONDS.toNanos(20));

  private final Pace pace = new Pace();

  @Test
  void nothingFollowsFromNothing() {
    assertThat(pace.rows(64)).isEqualTo(64);
    assertThat(pace.mostWaiting(LIMITS, 2)).isEqualTo(10_000);
    assertThat(pace.nanosOfFew(2)).isZero();
  }

  /** A graph that takes so many microseconds an item. */
  @ParameterizedTest
  @CsvSource({
    "1,      64, 10000", // fast: the queue's own limit
    "20,     64, 2000",
    "100,    40, 400",
    "1000,   4,  64", // slow: a few may always wait
    "100000, 4,  64"
  })
  void slowGraphsHaveSmallBatchesAndShortQueues(long itemMicros, int rows, int waiting) {
    for (int run = 0; run < 5; run++) {
      int items = pace.rows(64);
      pace.ran(items, TimeUnit.MICROSECONDS.toNanos(itemMicros * items));
    }
    assertThat(pace.rows(64)).isEqualTo(rows);
    assertThat(pace.mostWaiting(LIMITS, 2)).isEqualTo(waiting);
  }

  @Test
  void whatALoneItemTakesSaysNothingOfACrowd() {
    pace.ran(64, TimeUnit.MICROSECONDS.toNanos(64 * 10));
    for (int run = 0; run < 100; run++) {
      pace.ran(1, TimeUnit.MICROSECONDS.toNanos(100));
    }
    assertThat(pace.nanosOfFew(2)).isCloseTo(200_000, within(1_000L));
    assertThat(pace.mostWaiting(LIMITS, 2)).isEqualTo(4_000);
  }

  @Test
  void aQueueWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new QueueLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QueueLimits(1, 0)).hasMessageContaining("0 ns");
  }
}
