package io.twofold.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.v1.RolloutStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The registry that holds every meter of one server. */
public final class ServerMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Prometheus' registry, or one that passes all on to it and to others. */
  private final MeterRegistry registry;

  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ConnectionMetrics connections;
  private final RpcMetrics rpc;
  private final VersionMetrics versions;
  private final BatchMetrics batches;
  private final RolloutMetrics rollouts;

  /** Guarded by this. */
  private Supplier<Map<ModelStatus, RolloutStatus>> rolloutSource = Map::of;

  /** A registry with the meters of the JVM and the process. */
  public ServerMetrics() {
    this(null, "");
  }

  /**
   * As {@link #ServerMetrics()}, with the same meters sent to a collector every minute.
   *
   * @param collector the OTLP endpoint of a collector over HTTP; null for none
   * @param instance this server's name there
   */
  public ServerMetrics(@Nullable URI collector, String instance) {
    registry =
        collector == null
            ? prometheus
            : new CompositeMeterRegistry(
                Clock.SYSTEM,
                List.of(prometheus, OtlpMeters.to(collector, instance, this::takeRollouts)));
    new ClassLoaderMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new ProcessMemory().bindTo(registry);
    gc.bindTo(registry);
    connections = new ConnectionMetrics(registry);
    rpc = new RpcMetrics(registry);
    batches = new BatchMetrics(registry);
    versions = new VersionMetrics(registry, rpc, batches);
    rollouts = new RolloutMetrics(registry);
  }

  public ConnectionMetrics connections() {
    return connections;
  }

  public RpcMetrics rpc() {
    return rpc;
  }

  public VersionMetrics versions() {
    return versions;
  }

  public BatchMetrics batches() {
    return batches;
  }

  /**
   * Shows rollouts from now on.
   *
   * @param source every model, and where its rollout stands
   */
  public synchronized void follow(Supplier<Map<ModelStatus, RolloutStatus>> source) {
    rolloutSource = source;
  }

  /** Every meter in Prometheus' text format 0.0.4. */
  public synchronized String scrape() {
    takeRollouts();
    return prometheus.scrape();
  }

  private synchronized void takeRollouts() {
    rollouts.take(rolloutSource.get());
  }

  /** Meters of calls under gRPC's own names; to be asked for once. */
  public GrpcMetrics grpc() {
    return new GrpcMetrics(registry);
  }

  /** What the meters of calls say now. */
  public CallStats calls() {
    return CallStats.of(prometheus);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
