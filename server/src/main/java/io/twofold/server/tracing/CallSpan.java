package io.twofold.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** The span of one call; for any thread. */
public final class CallSpan {

  private final Tracer tracer;
  private final Span span;
  private final Context context;

  CallSpan(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
    this.context = span.storeInContext(Context.root());
  }

  /** The trace's id, of 32 hexadecimal digits. */
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  /** A version was chosen for the call, or for one of its requests. */
  public void chose(String model, long version) {
    span.setAttribute("twofold.model", model);
    span.setAttribute("twofold.version", version);
  }

  /**
   * A request of the call is queued.
   *
   * @param operation what is run, as in {@code swap}
   * @param images how many
   */
  public RequestSpan queued(String operation, int images) {
    return new RequestSpan(tracer, context, operation, images);
  }

  /**
   * The call is over.
   *
   * @param code the gRPC status code's number
   * @param failed whether the server is at fault
   */
  public void end(int code, boolean failed) {
    span.setAttribute("rpc.grpc.status_code", code);
    if (failed) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
