package io.twofold.server;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells beyond its own meters.
 *
 * @param otlp the OTLP endpoint of an OpenTelemetry collector over HTTP, which gets meters and
 *     spans; null for none
 * @param traceSample the share of calls without trace context of which it gets spans, from 0 to 1
 * @param grpcMeters whether calls are counted under gRPC's own names too
 */
public record Telemetry(@Nullable URI otlp, double traceSample, boolean grpcMeters) {

  public Telemetry {
    if (otlp != null
        && (otlp.getHost() == null
            || !("http".equals(otlp.getScheme()) || "https".equals(otlp.getScheme()))
            || otlp.getQuery() != null)) {
      throw new IllegalArgumentException(
          "otlp must be a URL as in http://127.0.0.1:4318, not " + otlp);
    }
    if (!(traceSample >= 0 && traceSample <= 1)) {
      throw new IllegalArgumentException("trace sample must be from 0 to 1, not " + traceSample);
    }
  }

  /** Nothing more. */
  public static Telemetry none() {
    return new Telemetry(null, 0.01, false);
  }
}
