package io.twofold.server.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;

/**
 * A call that others than its service may end, on any thread: what the service answers afterwards
 * is dropped.
 */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final HeldTracer tracer;
  private final boolean isStream;
  private boolean closed;

  /** A call takes no requests itself, so it may stand for one of any. */
  @SuppressWarnings("unchecked")
  GuardedCall(ServerCall<Object, A> call, HeldTracer tracer) {
    super((ServerCall<Q, A>) (ServerCall<?, A>) call);
    this.tracer = tracer;
    this.isStream = call.getMethodDescriptor().getType() != MethodType.UNARY;
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!closed) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(A message) {
    if (closed) {
      return;
    }
    super.sendMessage(message);
    if (isStream) {
      tracer.answered();
      if (isReady()) {
        tracer.answersLeft();
      }
    }
  }

  @Override
  public synchronized void close(Status status, Metadata trailers) {
    if (!closed) {
      closed = true;
      super.close(status, trailers);
    }
  }

  /** Ends the call with a refusal, unless it is over. */
  void refuse(StatusException refusal) {
    Metadata trailers = refusal.getTrailers();
    close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}
