package io.twofold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void percentilesAreMicrosecondsToThreeDigits() {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int i = 1; i <= 10_000; i++) {
      recorder.record(TimeUnit.MICROSECONDS.toNanos(i));
    }
    Histogram sum = LatencyRecorder.histogram();
    recorder.drainTo(sum);
    recorder.drainTo(sum);

    Percentiles percentiles = Percentiles.of(sum);

    assertThat(percentiles.count()).isEqualTo(10_000);
    assertThat(percentiles.mean()).isCloseTo(5_000.5, within(5.0));
    assertThat(percentiles.p50()).isCloseTo(5_000, within(5.0));
    assertThat(percentiles.p90()).isCloseTo(9_000, within(9.0));
    assertThat(percentiles.p99()).isCloseTo(9_900, within(10.0));
    assertThat(percentiles.p999()).isCloseTo(9_990, within(10.0));
    assertThat(percentiles.p9999()).isCloseTo(9_999, within(10.0));
    assertThat(percentiles.max()).isCloseTo(10_000, within(10.0));
  }

  @Test
  void whatIsTooLongCountsAsTheLongestAndNothingIsZero() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(TimeUnit.HOURS.toNanos(2));
    recorder.record(-5);
    Histogram sum = LatencyRecorder.histogram();
    recorder.drainTo(sum);
    assertThat(Percentiles.of(sum).count()).isEqualTo(2);
    assertThat(Percentiles.of(sum).max()).isCloseTo(600e6, within(1e6));
    assertThat(Percentiles.of(LatencyRecorder.histogram()))
        .isEqualTo(new Percentiles(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aWindowHasItsFirstNanosecondAndNotItsLast() {
    // Far from 0 and across the overflow of the clock.
    Window window = new Window(Long.MAX_VALUE - 5, Long.MIN_VALUE + 5);
    assertThat(window.contains(Long.MAX_VALUE - 6)).isFalse();
    assertThat(window.contains(Long.MAX_VALUE - 5)).isTrue();
    assertThat(window.contains(Long.MIN_VALUE + 4)).isTrue();
    assertThat(window.contains(Long.MIN_VALUE + 5)).isFalse();
    assertThat(window.isOver(Long.MIN_VALUE + 5)).isTrue();
    assertThat(window.isOver(Long.MAX_VALUE)).isFalse();
  }
}
