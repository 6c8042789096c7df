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

/**
 * The open streams of a service, so that a server that stops can end them: a watch on health lasts
 * as long as its caller likes, and no drain would ever see its end.
 */
final class StreamCalls implements ServerInterceptor {

  private final Set<Endable<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (call.getMethodDescriptor().getType() == MethodType.UNARY) {
      return next.startCall(call, headers);
    }
    Endable<Q, A> stream = new Endable<>(call);
    open.add(stream);
    ServerCall.Listener<Q> listener = next.startCall(stream, headers);
    if (ended) {
      stream.end();
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onComplete() {
        open.remove(stream);
        super.onComplete();
      }

      @Override
      public void onCancel() {
        open.remove(stream);
        super.onCancel();
      }
    };
  }

  /** Ends every stream, and each that is opened from now on. */
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
