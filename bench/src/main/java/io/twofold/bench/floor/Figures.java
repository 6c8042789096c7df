package io.twofold.bench.floor;

/**
 * What one server did in one window.
 *
 * @param p50Micros half of the calls were answered within this
 * @param p99Micros 99 of 100 calls were answered within this
 * @param callsPerSecond swaps answered in a second
 * @param serverCpuMicros processor time of the server's process for each call
 * @param clientCpuMicros processor time of this process for each call
 * @param allocatedBytes bytes of Java heap that the server allocated for each call
 * @param answered calls that were answered
 * @param failed calls that were not
 */
public record Figures(
    double p50Micros,
    double p99Micros,
    double callsPerSecond,
    double serverCpuMicros,
    double clientCpuMicros,
    double allocatedBytes,
    long answered,
    long failed) {}
