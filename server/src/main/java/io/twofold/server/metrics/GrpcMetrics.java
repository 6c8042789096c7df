package io.twofold.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Meters of calls under the names that every gRPC implementation gives them, for dashboards of many
 * services: gRFC A66.
 */
public final class GrpcMetrics {

  private record Ended(String method, String status) {}

  private record Meters(Timer duration, DistributionSummary sent, DistributionSummary received) {}

  /** The buckets of A66, in microseconds. */
  private static final long[] DURATION_MICROS = {
    10,
    50,
    100,
    300,
    600,
    800,
    1_000,
    2_000,
    3_000,
    4_000,
    5_000,
    6_000,
    8_000,
    10_000,
    13_000,
    16_000,
    20_000,
    25_000,
    30_000,
    40_000,
    50_000,
    65_000,
    80_000,
    100_000,
    130_000,
    160_000,
    200_000,
    250_000,
    300_000,
    400_000,
    500_000,
    650_000,
    800_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000
  };

  /** The buckets of A66, in bytes. */
  private static final double[] BYTES = {
    1 << 10, 1 << 11, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26,
    1 << 28, 1 << 30, 1L << 32
  };

  private static final String METHOD = "grpc.method";
  private static final String STATUS = "grpc.status";

  private final MeterRegistry registry;
  private final ConcurrentMap<Ended, Meters> meters = new ConcurrentHashMap<>();

  GrpcMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * The counter of calls that were started, of one method; to be asked for once a method.
   *
   * @param method its full name, as in {@code package.Service/Method}
   */
  public Counter started(String method) {
    return Counter.builder("grpc.server.call.started")
        .description("Calls that were started, whether they have ended or not")
        .tag(METHOD, method)
        .register(registry);
  }

  /**
   * A call is over.
   *
   * @param method its full name
   * @param status the status code's name, as in {@code OK}
   * @param nanos since it arrived, in nanoseconds
   * @param sent bytes of its messages as they went over the wire, without framing
   * @param received bytes of its messages as they came over the wire, without framing
   */
  public void ended(String method, String status, long nanos, long sent, long received) {
    Meters of = meters.computeIfAbsent(new Ended(method, status), this::made);
    of.duration().record(nanos, TimeUnit.NANOSECONDS);
    of.sent().record((double) sent);
    of.received().record((double) received);
  }

  private Meters made(Ended call) {
    Timer duration =
        Timer.builder("grpc.server.call.duration")
            .description("From a call's arrival to its end, as gRPC measures it")
            .tag(METHOD, call.method())
            .tag(STATUS, call.status())
            .serviceLevelObjectives(durationBuckets())
            .register(registry);
    return new Meters(
        duration,
        size("grpc.server.call.sent_total_compressed_message_size", "sent", call),
        size("grpc.server.call.rcvd_total_compressed_message_size", "received", call));
  }

  private DistributionSummary size(String name, String what, Ended call) {
    return DistributionSummary.builder(name)
        .description("Compressed bytes of all messages that a call " + what)
        .baseUnit("bytes")
        .tag(METHOD, call.method())
        .tag(STATUS, call.status())
        .serviceLevelObjectives(BYTES)
        .register(registry);
  }

  private static Duration[] durationBuckets() {
    Duration[] buckets = new Duration[DURATION_MICROS.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = Duration.ofNanos(DURATION_MICROS[i] * 1_000);
    }
    return buckets;
  }
}
