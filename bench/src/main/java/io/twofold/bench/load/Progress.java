package io.twofold.bench.load;

/**
 * How a run goes.
 *
 * @param seconds since its window opened
 * @param ofSeconds how long the window is
 * @param callsPerSecond answers since the last look
 * @param recent latencies of those
 * @param failed calls that failed, since the window opened
 */
public record Progress(
    double seconds, double ofSeconds, double callsPerSecond, Percentiles recent, long failed) {}
