package io.twofold.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.twofold.server.repository.VersionId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Meters of calls. Each is looked up by its tags once and kept. */
public final class RpcMetrics {

  private record Answered(String rpc, @Nullable VersionId by, String code) {}

  private record Served(String rpc, VersionId by) {}

  private final MeterRegistry registry;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ConcurrentMap<Answered, Timer> durations = new ConcurrentHashMap<>();
  private final ConcurrentMap<Served, DistributionSummary> images = new ConcurrentHashMap<>();

  RpcMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(Meters.RPC_IN_FLIGHT, inFlight, AtomicInteger::get)
        .description("Calls that have arrived and are not answered")
        .register(registry);
  }

  /** A call arrived; {@link #ended} must follow exactly once. */
  public void arrived() {
    inFlight.incrementAndGet();
  }

  /**
   * A call is over.
   *
   * @param rpc the method's name, as in {@code Encode}
   * @param by the version that was chosen for it; null where none was
   * @param code the status code's name, as in {@code OK}
   * @param nanos since it arrived, in nanoseconds
   */
  public void ended(String rpc, @Nullable VersionId by, String code, long nanos) {
    inFlight.decrementAndGet();
    durations
        .computeIfAbsent(new Answered(rpc, by, code), this::duration)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A call was answered with that many images, or with the codes of that many. */
  public void images(String rpc, VersionId by, int count) {
    images.computeIfAbsent(new Served(rpc, by), this::summary).record(count);
  }

  private Timer duration(Answered call) {
    VersionId by = call.by();
    return Timer.builder(Meters.RPC_DURATION)
        .description("From a call's arrival to its last byte out")
        .tag(Meters.TAG_RPC, call.rpc())
        .tag(Meters.TAG_MODEL, by == null ? Meters.NONE : by.model())
        .tag(Meters.TAG_VERSION, by == null ? Meters.NONE : Long.toString(by.version()))
        .tag(Meters.TAG_CODE, call.code())
        .serviceLevelObjectives(Meters.durationBuckets())
        .register(registry);
  }

  private DistributionSummary summary(Served call) {
    return DistributionSummary.builder(Meters.RPC_IMAGES)
        .description("Images of each call that succeeded")
        .tag(Meters.TAG_RPC, call.rpc())
        .tag(Meters.TAG_MODEL, call.by().model())
        .tag(Meters.TAG_VERSION, Long.toString(call.by().version()))
        .serviceLevelObjectives(Meters.imageBuckets())
        .register(registry);
  }
}
