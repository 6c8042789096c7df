package io.twofold.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.twofold.codec.Operation;
import io.twofold.server.batching.LaneListener;
import io.twofold.server.repository.VersionId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Meters of batches, by operation and version. */
public final class BatchMetrics {

  private final MeterRegistry registry;
  private final ConcurrentMap<VersionId, Set<Meter>> meters = new ConcurrentHashMap<>();

  BatchMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The meters of one lane, each looked up once. */
  public LaneListener lane(VersionId version, Operation operation) {
    Tags tags =
        Tags.of(
            Meters.TAG_OPERATION,
            operation.name().toLowerCase(Locale.ROOT),
            Meters.TAG_MODEL,
            version.model(),
            Meters.TAG_VERSION,
            Long.toString(version.version()));
    Timer queue =
        Timer.builder(Meters.BATCH_QUEUE)
            .description("From a call's arrival in the queue to the start of its batch")
            .tags(tags)
            .serviceLevelObjectives(Meters.durationBuckets())
            .register(registry);
    Timer run =
        Timer.builder(Meters.BATCH_RUN)
            .description("One batch in ONNX Runtime")
            .tags(tags)
            .serviceLevelObjectives(Meters.durationBuckets())
            .register(registry);
    DistributionSummary items =
        DistributionSummary.builder(Meters.BATCH_ITEMS)
            .description("Images in one batch")
            .tags(tags)
            .serviceLevelObjectives(Meters.imageBuckets())
            .register(registry);
    keep(version, queue, run, items);
    return new LaneListener() {
      @Override
      public void opened(IntSupplier mostQueued, IntSupplier queued) {
        keep(
            version,
            gauge(Meters.BATCH_QUEUED, "Images that wait", tags, queued),
            gauge(Meters.BATCH_QUEUE_LIMIT, "Images that may wait", tags, mostQueued));
      }

      @Override
      public void waited(long nanos) {
        queue.record(nanos, TimeUnit.NANOSECONDS);
      }

      @Override
      public void ran(int count, long nanos) {
        run.record(nanos, TimeUnit.NANOSECONDS);
        items.record(count);
      }
    };
  }

  private void keep(VersionId version, Meter... added) {
    meters.computeIfAbsent(version, first -> ConcurrentHashMap.newKeySet()).addAll(List.of(added));
  }

  /** A gauge of this lane alone: one of a lane that the version had before goes. */
  private Gauge gauge(String name, String description, Tags tags, IntSupplier value) {
    Gauge before = registry.find(name).tags(tags).gauge();
    if (before != null) {
      registry.remove(before);
    }
    return Gauge.builder(name, value::getAsInt)
        .description(description)
        .baseUnit(Meters.IMAGES)
        .tags(tags)
        .register(registry);
  }

  /** Drops the meters of a version. */
  void forget(VersionId version) {
    Set<Meter> gone = meters.remove(version);
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }
}
