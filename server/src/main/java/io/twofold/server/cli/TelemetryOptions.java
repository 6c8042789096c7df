package io.twofold.server.cli;

import io.twofold.server.Telemetry;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server tells beyond its own meters. */
final class TelemetryOptions {

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = {
        "Sends meters and traces to an OpenTelemetry collector, by OTLP over HTTP,",
        "as in http://127.0.0.1:4318. Default: nothing is sent"
      })
  private @Nullable URI otlp;

  @Option(
      names = "--trace-sample",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = {
        "Of calls without a traceparent header, how many are traced, from 0 to 1.",
        "Default: ${DEFAULT-VALUE}"
      })
  private double traceSample;

  @Option(
      names = "--grpc-metrics",
      description = "Counts calls under gRPC's own names too, as in grpc_server_call_duration.")
  private boolean grpcMeters;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException where one of them cannot be meant
   */
  Telemetry telemetry() {
    URI collector = otlp;
    if (collector != null && collector.toString().endsWith("/")) {
      collector = URI.create(collector.toString().replaceAll("/+$", ""));
    }
    return new Telemetry(collector, traceSample, grpcMeters);
  }
}
