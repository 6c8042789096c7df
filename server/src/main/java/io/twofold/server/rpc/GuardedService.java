package io.twofold.server.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthGrpc;
import java.io.InputStream;

/**
 * A service whose calls end early where they must: where what came is no message (by itself, gRPC
 * takes that for a failure of the server, logs a stack trace, and answers with UNKNOWN), where more
 * bytes are held than may be, and when the server stops.
 */
final class GuardedService {

  private GuardedService() {}

  /**
   * The service, guarded.
   *
   * @param open takes its calls
   */
  static ServerServiceDefinition of(ServerServiceDefinition service, OpenCalls open) {
    ServiceDescriptor descriptor = service.getServiceDescriptor();
    ServiceDescriptor.Builder described =
        ServiceDescriptor.newBuilder(descriptor.getName())
            .setSchemaDescriptor(descriptor.getSchemaDescriptor());
    // Probes must be answered by a server that is full, too.
    boolean always = descriptor.getName().equals(HealthGrpc.SERVICE_NAME);
    var methods =
        service.getMethods().stream().map(method -> guarded(method, open, always)).toList();
    methods.forEach(method -> described.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder guarded = ServerServiceDefinition.builder(described.build());
    methods.forEach(guarded::addMethod);
    return guarded.build();
  }

  private static <Q, A> ServerMethodDefinition<Object, A> guarded(
      ServerMethodDefinition<Q, A> method, OpenCalls open, boolean always) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(
                new Parsing(descriptor.getRequestMarshaller()), descriptor.getResponseMarshaller())
            .build(),
        (call, headers) -> {
          HeldTracer tracer = HeldTracer.current();
          GuardedCall<Q, A> guarded = new GuardedCall<>(call, tracer);
          if (!always && tracer.isTooMuch()) {
            tracer.refused();
            guarded.refuse(Refusals.overloaded());
            return new ServerCall.Listener<>() {};
          }
          Requests<Q> requests =
              new Requests<>(guarded, handler.startCall(guarded, headers), tracer, open);
          open.add(guarded);
          tracer.onTooMuch(() -> requests.end(Refusals.overloaded()));
          return requests;
        });
  }

  /** What a caller sent instead of a message. */
  private record Malformed(StatusException refusal) {
    static Malformed of(RuntimeException failure) {
      // The limit on a request's size is met here where the request is compressed.
      boolean tooLarge = Status.fromThrowable(failure).getCode() == Code.RESOURCE_EXHAUSTED;
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      return new Malformed(
          new Refusal(
                  tooLarge ? Code.RESOURCE_EXHAUSTED : Code.INVALID_ARGUMENT,
                  Reason.INVALID_INPUT,
                  tooLarge
                      ? Status.fromThrowable(failure).getDescription()
                      : "the request is not the message that this method takes: "
                          + cause.getMessage())
              .exception());
    }
  }

  /** Gives the message, or what is known of its failure. */
  private record Parsing(Marshaller<?> message) implements Marshaller<Object> {
    @Override
    public Object parse(InputStream stream) {
      try {
        return message.parse(stream);
      } catch (RuntimeException e) {
        return Malformed.of(e);
      }
    }

    @Override
    public InputStream stream(Object request) {
      throw new UnsupportedOperationException("a server sends no requests");
    }
  }

  /** Hands on messages, until the call is ended. */
  private static final class Requests<Q> extends ServerCall.Listener<Object> {
    private final GuardedCall<Q, ?> call;
    private final ServerCall.Listener<Q> service;
    private final HeldTracer tracer;
    private final OpenCalls open;
    private boolean over;

    Requests(
        GuardedCall<Q, ?> call, ServerCall.Listener<Q> service, HeldTracer tracer, OpenCalls open) {
      this.call = call;
      this.service = service;
      this.tracer = tracer;
      this.open = open;
    }

    /** Ends the call; to its service, the caller has left. Only on the call's event loop. */
    void end(StatusException refusal) {
      if (!over) {
        over = true;
        call.refuse(refusal);
        service.onCancel();
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onMessage(Object message) {
      if (over) {
        return;
      }
      if (message instanceof Malformed malformed) {
        end(malformed.refusal());
      } else {
        service.onMessage((Q) message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!over) {
        service.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      open.remove(call);
      if (!over) {
        service.onCancel();
      }
    }

    @Override
    public void onComplete() {
      open.remove(call);
      if (!over) {
        service.onComplete();
      }
    }

    @Override
    public void onReady() {
      tracer.answersLeft();
      if (!over) {
        service.onReady();
      }
    }
  }
}
