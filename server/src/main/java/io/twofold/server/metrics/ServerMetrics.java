package io.twofold.server.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.v1.RolloutStatus;
import java.util.Map;
import java.util.function.Supplier;

/** The registry that holds every meter of one server. */
public final class ServerMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final RpcMetrics rpc;
  private final VersionMetrics versions;
  private final BatchMetrics batches;
  private final RolloutMetrics rollouts;

  /** Guarded by this. */
  private Supplier<Map<ModelStatus, RolloutStatus>> rolloutSource = Map::of;

  /** A registry with the meters of the JVM and the process. */
  public ServerMetrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new ProcessMemory().bindTo(registry);
    gc.bindTo(registry);
    rpc = new RpcMetrics(registry);
    batches = new BatchMetrics(registry);
    versions = new VersionMetrics(registry, rpc, batches);
    rollouts = new RolloutMetrics(registry);
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
    rollouts.take(rolloutSource.get());
    return registry.scrape();
  }

  /** What the meters of calls say now. */
  public CallStats calls() {
    return CallStats.of(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
