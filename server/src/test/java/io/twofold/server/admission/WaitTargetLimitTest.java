package io.twofold.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTargetLimitTest {

  private static final long TARGET = TimeUnit.MILLISECONDS.toNanos(5);

  /** One window: the limit before, the calls in flight, their latency, and the limit after. */
  @ParameterizedTest
  @CsvSource({
    "100, 5.0,   100", // on target
    "100, 4.5,   111", // a little fast
    "100, 0.1,   125", // very fast: at most a quarter more
    "100, 6.25,  80", // slow
    "100, 100.0, 50", // very slow: at most a half less
    "50,  10.0,  50", // half of the limit tells enough
    "49,  0.1,   100", // less tells nothing
    "49,  100.0, 100"
  })
  void aWindowMovesTheLimit(int inFlight, double millis, int after) {
    WaitTargetLimit limit = new WaitTargetLimit(16, 200, TARGET);
    limit.onSample(0, 2 * TARGET, 200, false);
    assertThat(limit.getLimit()).isEqualTo(100);

    limit.onSample(0, (long) (millis * 1e6), inFlight, false);
    assertThat(limit.getLimit()).isEqualTo(after);
  }

  @Test
  void itStaysWithinItsBounds() {
    WaitTargetLimit limit = new WaitTargetLimit(16, 200, TARGET);
    limit.onSample(0, 1, 200, false);
    assertThat(limit.getLimit()).isEqualTo(200);
    for (int window = 0; window < 10; window++) {
      limit.onSample(0, 100 * TARGET, limit.getLimit(), false);
    }
    assertThat(limit.getLimit()).isEqualTo(16);
  }

  @Test
  void callsThatWereDroppedLowerItHoweverLittleOfItIsUsed() {
    WaitTargetLimit limit = new WaitTargetLimit(16, 200, TARGET);
    limit.onSample(0, 8 * TARGET, 10, true);
    assertThat(limit.getLimit()).isEqualTo(100);
    limit.onSample(0, TARGET / 2, 10, true);
    assertThat(limit.getLimit()).as("not raised either").isEqualTo(100);
    limit.forget();
    assertThat(limit.getLimit()).isEqualTo(200);
  }

  @Test
  void aSmallLimitGrowsToo() {
    WaitTargetLimit limit = new WaitTargetLimit(1, 100, TARGET);
    for (int window = 0; window < 10; window++) {
      limit.onSample(0, 100 * TARGET, limit.getLimit(), false);
    }
    assertThat(limit.getLimit()).isEqualTo(1);
    for (int window = 0; window < 4; window++) {
      limit.onSample(0, TARGET / 2, limit.getLimit(), false);
    }
    assertThat(limit.getLimit()).isEqualTo(2);
  }

  /**
   * A server that batches: throughput grows with concurrency and then stays, so that latency grows
   * long before there is too much. The limit ends where calls take the wanted time, from above and
   * from below.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void aServerThatBatchesIsFilledToTheTarget(int slowWindowsBefore) {
    WaitTargetLimit limit = new WaitTargetLimit(16, 1000, TARGET);
    for (int window = 0; window < slowWindowsBefore; window++) {
      limit.onSample(0, 100 * TARGET, limit.getLimit(), false);
    }
    for (int window = 0; window < 40; window++) {
      int calls = limit.getLimit();
      double callsPerMilli = 30.0 * calls / (calls + 20);
      limit.onSample(0, (long) (1e6 * calls / callsPerMilli), calls, false);
    }
    assertThat(limit.getLimit()).isBetween(125, 135);
  }
}
