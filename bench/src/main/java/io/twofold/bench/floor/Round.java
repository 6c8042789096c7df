package io.twofold.bench.floor;

import java.util.Map;

/**
 * Everything measured once, one after another.
 *
 * @param served by server and calls in flight
 * @param runP50Micros half of the swaps in this process, one at a time, took at most this
 * @param batchCpuMicros processor time of a swap in this process, in batches of {@link
 *     FloorRun#BATCH}
 * @param startSeconds from the start of the server's process until it took calls
 */
public record Round(
    Map<Served, Map<Integer, Figures>> served,
    double runP50Micros,
    double batchCpuMicros,
    double startSeconds) {

  /** What a server did with so many calls in flight. */
  public Figures figures(Served server, int inFlight) {
    Figures figures = served.getOrDefault(server, Map.of()).get(inFlight);
    if (figures == null) {
      throw new IllegalArgumentException(
          "%s was not measured with %d in flight".formatted(server, inFlight));
    }
    return figures;
  }
}
