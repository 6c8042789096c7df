package io.twofold.client;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trace that a calling thread is part of, as the W3C header {@code traceparent}. */
final class TraceContext {

  private TraceContext() {}

  /** OpenTelemetry's current span, where its API is on the class path; else no trace. */
  static Supplier<@Nullable String> current() {
    try {
      Class.forName("io.opentelemetry.api.trace.Span", false, TraceContext.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return () -> null;
    }
    return OpenTelemetry::traceParent;
  }

  /** Apart, so that nothing else needs OpenTelemetry's classes. */
  private static final class OpenTelemetry {

    static @Nullable String traceParent() {
      SpanContext span = Span.current().getSpanContext();
      return span.isValid()
          ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
          : null;
    }
  }
}
