package io.twofold.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls since the server started, by rpc, model, version and status code. Two of these give
 * rates and percentiles of the time between them.
 *
 * @param atMillis when this was read, on a clock that only goes on
 * @param inFlight calls that have arrived and are not answered
 * @param boundsMillis upper bounds of the buckets of durations
 * @param calls the counts
 */
public record CallStats(
    long atMillis, long inFlight, List<Double> boundsMillis, List<Calls> calls) {

  /**
   * Calls that ended alike.
   *
   * @param model {@code none}, as is the version, where no version was chosen
   * @param code the status code's name, as in {@code OK}
   * @param count how many
   * @param atMost how many took at most each of the bounds
   */
  public record Calls(
      String rpc, String model, String version, String code, long count, List<Long> atMost) {}

  static CallStats of(MeterRegistry registry) {
    List<Calls> calls = new ArrayList<>();
    for (Timer timer : registry.find(Meters.RPC_DURATION).timers()) {
      calls.add(calls(timer));
    }
    Gauge inFlight = registry.find(Meters.RPC_IN_FLIGHT).gauge();
    return new CallStats(
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        inFlight == null ? 0 : (long) inFlight.value(),
        Arrays.stream(Meters.durationBuckets()).map(bound -> bound.toNanos() / 1e6).toList(),
        calls);
  }

  private static Calls calls(Timer timer) {
    List<Long> atMost = new ArrayList<>();
    CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
    for (int i = 0; i < Math.min(buckets.length, Meters.durationBuckets().length); i++) {
      atMost.add((long) buckets[i].count());
    }
    return new Calls(
        tag(timer, Meters.TAG_RPC),
        tag(timer, Meters.TAG_MODEL),
        tag(timer, Meters.TAG_VERSION),
        tag(timer, Meters.TAG_CODE),
        timer.count(),
        atMost);
  }

  private static String tag(Meter meter, String key) {
    String value = meter.getId().getTag(key);
    return value == null ? Meters.NONE : value;
  }
}
