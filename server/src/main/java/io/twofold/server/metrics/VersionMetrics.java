package io.twofold.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.twofold.server.lifecycle.LifecycleListener;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.server.repository.VersionInfo;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Meters of versions: where each stands, what it is, and what its loading showed. */
public final class VersionMetrics implements LifecycleListener {

  private final MeterRegistry registry;
  private final ConcurrentMap<VersionId, VersionState> states = new ConcurrentHashMap<>();
  private final Set<VersionId> described = ConcurrentHashMap.newKeySet();

  VersionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void entered(VersionStatus status) {
    VersionId id = status.id();
    if (states.put(id, status.state()) == null) {
      for (VersionState state : VersionState.values()) {
        registerState(id, state);
      }
    }
    VersionInfo info = status.info();
    if (info != null && described.add(id)) {
      Gauge.builder(Meters.VERSION_MANIFEST, () -> 1)
          .description("What the version's manifest says")
          .tags(tags(id))
          .tag(Meters.TAG_LATENT_SPACE, info.latentSpace())
          .tag(Meters.TAG_SHAPE, info.shape().toString())
          .register(registry);
    }
  }

  @Override
  public void proven(VersionId id, long loadNanos, float parityError) {
    TimeGauge.builder(Meters.VERSION_LOAD, () -> loadNanos, TimeUnit.NANOSECONDS)
        .description("From the first look at the version's files to its proof")
        .tags(tags(id))
        .register(registry);
    Gauge.builder(Meters.VERSION_PARITY_ERROR, () -> parityError)
        .description("Largest absolute difference from what the trainer computed")
        .tags(tags(id))
        .register(registry);
  }

  private void registerState(VersionId id, VersionState state) {
    Gauge.builder(Meters.VERSION_STATE, () -> states.get(id) == state ? 1 : 0)
        .description("1 for the state that the version is in")
        .tags(tags(id))
        .tag(Meters.TAG_STATE, state.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static Tags tags(VersionId id) {
    return Tags.of(Meters.TAG_MODEL, id.model(), Meters.TAG_VERSION, Long.toString(id.version()));
  }
}
