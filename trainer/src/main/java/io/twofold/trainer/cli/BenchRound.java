package io.twofold.trainer.cli;

import java.util.Locale;

/**
 * What a round of a benchmark took.
 *
 * @param perSecond iterations a second
 * @param cpuMillis milliseconds of processor time an iteration
 */
record BenchRound(double perSecond, double cpuMillis) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f it/s, %.2f ms CPU an iteration", perSecond, cpuMillis);
  }
}
