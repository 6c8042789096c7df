package io.twofold.server.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans of calls to an OpenTelemetry collector. A call with W3C trace context is recorded
 * where its caller says so; others are by chance.
 */
public final class Tracing implements AutoCloseable {

  private static final int LAST_SPANS_SECONDS = 5;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Tracing(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("io.twofold.server");
  }

  /**
   * Starts to send; a collector that is not there is logged, and costs calls nothing.
   *
   * @param collector the collector's OTLP endpoint over HTTP, as in {@code http://127.0.0.1:4318}
   * @param sample the share of calls without trace context that are recorded, from 0 to 1
   * @param instance this server's name
   */
  public static Tracing open(URI collector, double sample, String instance) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(collector + "/v1/traces").build();
    return new Tracing(
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.builder()
                                .put("service.name", "twofold")
                                .put("service.instance.id", instance)
                                .build())))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build());
  }

  /**
   * A call arrived.
   *
   * @param service the service's full name
   * @param rpc the method's name
   * @param headers the call's, by name; null for one that it does not have
   */
  public CallSpan start(String service, String rpc, UnaryOperator<@Nullable String> headers) {
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), headers, HeaderGetter.INSTANCE);
    Span span =
        tracer
            .spanBuilder(service + "/" + rpc)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setAttribute("rpc.system", "grpc")
            .setAttribute("rpc.service", service)
            .setAttribute("rpc.method", rpc)
            .startSpan();
    return new CallSpan(tracer, span);
  }

  /** Sends what is left, for a few seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
  }

  private enum HeaderGetter implements TextMapGetter<UnaryOperator<@Nullable String>> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable UnaryOperator<@Nullable String> headers, String name) {
      return headers == null ? null : headers.apply(name);
    }
  }
}
