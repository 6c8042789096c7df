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

/** The registry that holds every meter of one server. */
public final class ServerMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final RpcMetrics rpc;
  private final VersionMetrics versions;
  private final BatchMetrics batches;

  /** A registry with the meters of the JVM and the process. */
  public ServerMetrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
    rpc = new RpcMetrics(registry);
    batches = new BatchMetrics(registry);
    versions = new VersionMetrics(registry, rpc, batches);
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

  /** Every meter in Prometheus' text format 0.0.4. */
  public String scrape() {
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
