package io.twofold.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.twofold.server.lifecycle.LifecycleListener;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.server.repository.VersionInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Meters of versions: where each stands, what it is, and what its loading showed. Those of a
 * version that is forgotten go away, and its calls' meters with them.
 */
public final class VersionMetrics implements LifecycleListener {

  private final MeterRegistry registry;
  private final RpcMetrics rpc;
  private final BatchMetrics batches;
  private final Map<VersionId, VersionMeters> versions = new HashMap<>();

  VersionMetrics(MeterRegistry registry, RpcMetrics rpc, BatchMetrics batches) {
    this.registry = registry;
    this.rpc = rpc;
    this.batches = batches;
  }

  @Override
  public synchronized void entered(VersionStatus status) {
    VersionMeters meters = meters(status.id());
    meters.state = status.state();
    if (status.info() != null) {
      meters.describe(status.info());
    }
  }

  @Override
  public synchronized void proven(VersionId id, long loadNanos, float parityError) {
    meters(id).prove(loadNanos, parityError);
  }

  @Override
  public synchronized void forgotten(VersionId id) {
    VersionMeters meters = versions.remove(id);
    if (meters != null) {
      meters.remove();
    }
    rpc.forget(id);
    batches.forget(id);
  }

  private VersionMeters meters(VersionId id) {
    return versions.computeIfAbsent(
        id,
        added -> {
          rpc.know(added);
          return new VersionMeters(registry, added);
        });
  }

  /** The meters of one version. */
  private static final class VersionMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> kept = new ArrayList<>();
    private volatile VersionState state = VersionState.DISCOVERED;
    private volatile long loadNanos;
    private volatile float parityError = Float.NaN;
    private @Nullable VersionInfo info;
    private @Nullable Meter manifest;

    VersionMeters(MeterRegistry registry, VersionId id) {
      this.registry = registry;
      this.tags =
          Tags.of(Meters.TAG_MODEL, id.model(), Meters.TAG_VERSION, Long.toString(id.version()));
      for (VersionState each : VersionState.values()) {
        kept.add(
            Gauge.builder(Meters.VERSION_STATE, () -> state == each ? 1 : 0)
                .description("1 for the state that the version is in")
                .tags(tags)
                .tag(Meters.TAG_STATE, each.name().toLowerCase(Locale.ROOT))
                .register(registry));
      }
    }

    /** A folder that was refused may come back with another manifest. */
    void describe(VersionInfo next) {
      if (next.equals(info)) {
        return;
      }
      info = next;
      if (manifest != null) {
        registry.remove(manifest);
      }
      manifest =
          Gauge.builder(Meters.VERSION_MANIFEST, () -> 1)
              .description("What the version's manifest says")
              .tags(tags)
              .tag(Meters.TAG_LATENT_SPACE, next.latentSpace())
              .tag(Meters.TAG_SHAPE, next.shape().toString())
              .register(registry);
    }

    /** A version may be loaded again, after it was taken back: its latest proof counts. */
    void prove(long nanos, float error) {
      boolean first = Float.isNaN(parityError);
      loadNanos = nanos;
      parityError = error;
      if (first) {
        kept.add(
            TimeGauge.builder(Meters.VERSION_LOAD, () -> loadNanos, TimeUnit.NANOSECONDS)
                .description("From the first look at the version's files to its proof")
                .tags(tags)
                .register(registry));
        kept.add(
            Gauge.builder(Meters.VERSION_PARITY_ERROR, () -> parityError)
                .description("Largest absolute difference from what the trainer computed")
                .tags(tags)
                .register(registry));
      }
    }

    void remove() {
      kept.forEach(registry::remove);
      if (manifest != null) {
        registry.remove(manifest);
      }
    }
  }
}
