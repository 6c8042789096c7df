package io.twofold.bench.floor;

import java.nio.file.Path;
import java.util.List;

/**
 * How the comparison is run.
 *
 * @param bundle the version that is served
 * @param rounds how often everything is measured
 * @param seconds how long each window is
 * @param warmupSeconds load on each server before the first round, with the most calls in flight
 * @param channels connections to each server
 * @param serverArgs more arguments for {@code serve}
 * @param seed of the noise
 */
public record FloorPlan(
    Path bundle,
    int rounds,
    double seconds,
    double warmupSeconds,
    int channels,
    List<String> serverArgs,
    long seed) {

  /** Each window comes after this share of its length under the same load. */
  static final double SETTLING = 0.25;

  public FloorPlan {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
    }
  }
}
