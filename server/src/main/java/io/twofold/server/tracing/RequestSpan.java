package io.twofold.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * Two spans of one request, one after the other: {@code queue} until its first batch begins, and
 * {@code run} from there until its last has ended. Its methods are called in order, one at a time.
 */
public final class RequestSpan {

  private final Tracer tracer;
  private final Context call;
  private final String operation;
  private final int images;
  private Span current;

  RequestSpan(Tracer tracer, Context call, String operation, int images) {
    this.tracer = tracer;
    this.call = call;
    this.operation = operation;
    this.images = images;
    this.current = span("queue");
  }

  /** The request's first batch begins. */
  public void begun() {
    current.end();
    current = span("run");
  }

  /**
   * The request is over.
   *
   * @param failed whether nothing came of it
   */
  public void end(boolean failed) {
    if (failed) {
      current.setStatus(StatusCode.ERROR);
    }
    current.end();
  }

  private Span span(String name) {
    return tracer
        .spanBuilder(name)
        .setParent(call)
        .setAttribute("twofold.operation", operation)
        .setAttribute("twofold.images", images)
        .startSpan();
  }
}
