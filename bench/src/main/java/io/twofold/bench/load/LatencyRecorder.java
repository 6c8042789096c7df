package io.twofold.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Collects times from 100 ns to ten minutes at three significant digits; what is longer counts as
 * ten minutes. Many threads may record; one reads.
 */
final class LatencyRecorder {

  private static final long LOWEST_NANOS = 100;
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  private @Nullable Histogram spare;

  static Histogram histogram() {
    return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  }

  void record(long nanos) {
    recorder.recordValue(Math.min(Math.max(nanos, 0), HIGHEST_NANOS));
  }

  /** Moves what was recorded since the last call into {@code sum}. */
  void drainTo(Histogram sum) {
    spare = recorder.getIntervalHistogram(spare);
    sum.add(spare);
  }
}
