package io.twofold.server.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The open calls of one kind, so that a server that stops can end them. */
final class OpenCalls implements ServerInterceptor {

  private final Predicate<MethodType> kind;
  private final Set<Endable<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private OpenCalls(Predicate<MethodType> kind) {
    this.kind = kind;
  }

  /** Calls with a single answer. */
  static OpenCalls unary() {
    return new OpenCalls(type -> type == MethodType.UNARY);
  }

  /** Calls with any number of answers. */
  static OpenCalls streams() {
    return new OpenCalls(type -> type != MethodType.UNARY);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!kind.test(call.getMethodDescriptor().getType())) {
      return next.startCall(call, headers);
    }
    Endable<Q, A> endable = new Endable<>(call);
    open.add(endable);
    ServerCall.Listener<Q> listener = next.startCall(endable, headers);
    if (ended) {
      endable.end();
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onComplete() {
        open.remove(endable);
        super.onComplete();
      }

      @Override
      public void onCancel() {
        open.remove(endable);
        super.onCancel();
      }
    };
  }

  /** Ends every call with UNAVAILABLE, and each that is opened from now on. */
  void end() {
    ended = true;
    open.forEach(Endable::end);
  }

  /** A call that two may close: the service, and the server that stops. */
  private static final class Endable<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private boolean closed;

    Endable(ServerCall<Q, A> call) {
      super(call);
    }

    void end() {
      close(Status.UNAVAILABLE.withDescription("the server is stopping"), new Metadata());
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }
}
