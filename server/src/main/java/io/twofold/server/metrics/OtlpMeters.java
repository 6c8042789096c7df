package io.twofold.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends meters to an OpenTelemetry collector, every minute and at the end. */
final class OtlpMeters extends OtlpMeterRegistry {

  private final Runnable beforeSending;

  private OtlpMeters(OtlpConfig config, Runnable beforeSending) {
    super(config, Clock.SYSTEM);
    this.beforeSending = beforeSending;
  }

  /**
   * @param collector the collector's OTLP endpoint over HTTP
   * @param instance this server's name
   * @param beforeSending brings meters up to date that are not changed by what they measure
   */
  static OtlpMeters to(URI collector, String instance, Runnable beforeSending) {
    return new OtlpMeters(
        new OtlpConfig() {
          @Override
          public @Nullable String get(String key) {
            return null;
          }

          @Override
          public String url() {
            return collector + "/v1/metrics";
          }

          @Override
          public AggregationTemporality aggregationTemporality() {
            return AggregationTemporality.CUMULATIVE;
          }

          @Override
          public Map<String, String> resourceAttributes() {
            return Map.of("service.name", "twofold", "service.instance.id", instance);
          }
        },
        beforeSending);
  }

  @Override
  protected void publish() {
    beforeSending.run();
    super.publish();
  }
}
