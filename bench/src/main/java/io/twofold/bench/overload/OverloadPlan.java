package io.twofold.bench.overload;

import java.util.List;

/**
 * How the storm is run.
 *
 * @param seconds how long it lasts
 * @param warmupSeconds load before anything is measured
 * @param calmSeconds how long each measurement before and after it takes
 * @param factor calls offered in the storm, in multiples of the best closed-loop throughput
 * @param inFlight calls in flight that the best throughput is looked for with
 * @param maxOpen the most calls without an answer in the storm
 * @param seed of the arrivals
 */
public record OverloadPlan(
    double seconds,
    double warmupSeconds,
    double calmSeconds,
    double factor,
    List<Integer> inFlight,
    int maxOpen,
    long seed) {

  public OverloadPlan {
    if (inFlight.isEmpty()) {
      throw new IllegalArgumentException("inFlight must have at least one value");
    }
    if (!(factor > 0)) {
      throw new IllegalArgumentException("factor must be above 0, not " + factor);
    }
    inFlight = List.copyOf(inFlight);
  }
}
