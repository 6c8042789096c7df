package io.twofold.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** Meters of the gRPC port's connections. */
public final class ConnectionMetrics {

  private final MeterRegistry registry;
  private final Counter turnedAway;

  ConnectionMetrics(MeterRegistry registry) {
    this.registry = registry;
    turnedAway =
        Counter.builder(Meters.CONNECTIONS_REFUSED)
            .description("Connections that were closed at once, as many as may be being open")
            .register(registry);
  }

  /** Shows how many connections are open. */
  public void follow(IntSupplier open) {
    Gauge.builder(Meters.CONNECTIONS_OPEN, open::getAsInt)
        .description("Connections that are open")
        .register(registry);
  }

  /** A connection was closed at once. */
  public void turnedAway() {
    turnedAway.increment();
  }
}
