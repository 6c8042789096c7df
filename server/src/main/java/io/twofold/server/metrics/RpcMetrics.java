package io.twofold.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.twofold.server.repository.VersionId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Meters of calls. Each is looked up by its tags once and kept, until its version is forgotten; a
 * call that ends later still is counted for no version.
 */
public final class RpcMetrics {

  private record Answered(String rpc, @Nullable VersionId by, String code) {}

  private record Served(String rpc, @Nullable VersionId by) {}

  private final MeterRegistry registry;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<RefusalCause, Counter> refused = new EnumMap<>(RefusalCause.class);
  private final ConcurrentMap<Answered, Timer> durations = new ConcurrentHashMap<>();
  private final ConcurrentMap<Served, DistributionSummary> images = new ConcurrentHashMap<>();

  /** Guarded by this, as is the making and removing of meters. */
  private final Set<VersionId> known = new HashSet<>();

  RpcMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(Meters.RPC_IN_FLIGHT, inFlight, AtomicInteger::get)
        .description("Calls that have arrived and are not answered")
        .register(registry);
    for (RefusalCause cause : RefusalCause.values()) {
      refused.put(
          cause,
          Counter.builder(Meters.RPC_REFUSED)
              .description("Calls that were refused before a model saw them")
              .tag(Meters.TAG_CAUSE, cause.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Shows how many calls may run a model at once. */
  public void follow(IntSupplier concurrencyLimit) {
    Gauge.builder(Meters.RPC_CONCURRENCY_LIMIT, concurrencyLimit::getAsInt)
        .description("Calls that may run a model at once")
        .register(registry);
  }

  /** The bytes of one method's messages; to be asked for once a method, not once a call. */
  public RpcTraffic traffic(String rpc) {
    return new RpcTraffic(
        bytes(Meters.RPC_RECEIVED, "Bytes of messages, as they came over the wire", rpc),
        bytes(Meters.RPC_SENT, "Bytes of messages, as they went over the wire", rpc));
  }

  /** A call was refused before a model saw it. */
  public void refused(RefusalCause cause) {
    Objects.requireNonNull(refused.get(cause)).increment();
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
    Answered call = new Answered(rpc, by, code);
    Timer timer = durations.get(call);
    (timer == null ? made(call) : timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A call was answered with that many images, or with the codes of that many. */
  public void images(String rpc, VersionId by, int count) {
    Served call = new Served(rpc, by);
    DistributionSummary summary = images.get(call);
    (summary == null ? made(call) : summary).record(count);
  }

  /** A version may answer calls from now on. */
  synchronized void know(VersionId id) {
    known.add(id);
  }

  /** A version answers no call any more: its meters go. */
  synchronized void forget(VersionId id) {
    known.remove(id);
    forget(durations, call -> id.equals(call.by()));
    forget(images, call -> id.equals(call.by()));
  }

  private <K, M extends Meter> void forget(ConcurrentMap<K, M> meters, Predicate<K> ofVersion) {
    meters
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = ofVersion.test(entry.getKey());
              if (gone) {
                registry.remove(entry.getValue());
              }
              return gone;
            });
  }

  private synchronized Timer made(Answered call) {
    VersionId by = call.by();
    return durations.computeIfAbsent(
        by == null || known.contains(by) ? call : new Answered(call.rpc(), null, call.code()),
        this::duration);
  }

  private synchronized DistributionSummary made(Served call) {
    return images.computeIfAbsent(
        known.contains(call.by()) ? call : new Served(call.rpc(), null), this::summary);
  }

  private Timer duration(Answered call) {
    return Timer.builder(Meters.RPC_DURATION)
        .description("From a call's arrival to its last byte out")
        .tag(Meters.TAG_RPC, call.rpc())
        .tags(tags(call.by()))
        .tag(Meters.TAG_CODE, call.code())
        .serviceLevelObjectives(Meters.durationBuckets())
        .register(registry);
  }

  private DistributionSummary summary(Served call) {
    return DistributionSummary.builder(Meters.RPC_IMAGES)
        .description("Images of each call that succeeded")
        .tag(Meters.TAG_RPC, call.rpc())
        .tags(tags(call.by()))
        .serviceLevelObjectives(Meters.imageBuckets())
        .register(registry);
  }

  private Counter bytes(String name, String description, String rpc) {
    return Counter.builder(name)
        .description(description)
        .baseUnit(Meters.BYTES)
        .tag(Meters.TAG_RPC, rpc)
        .register(registry);
  }

  private static Tags tags(@Nullable VersionId by) {
    return Tags.of(
        Meters.TAG_MODEL,
        by == null ? Meters.NONE : by.model(),
        Meters.TAG_VERSION,
        by == null ? Meters.NONE : Long.toString(by.version()));
  }
}
