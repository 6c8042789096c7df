package io.twofold.server.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
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
import java.io.InputStream;

/**
 * A service whose callers are told when what they sent is no message. By itself, gRPC takes that
 * for a failure of the server: it logs a stack trace for each, and answers with UNKNOWN.
 */
final class ParsedRequests {

  private ParsedRequests() {}

  /** The service, with every method's requests read so. */
  static ServerServiceDefinition of(ServerServiceDefinition service) {
    ServiceDescriptor descriptor = service.getServiceDescriptor();
    ServiceDescriptor.Builder described =
        ServiceDescriptor.newBuilder(descriptor.getName())
            .setSchemaDescriptor(descriptor.getSchemaDescriptor());
    var methods = service.getMethods().stream().map(ParsedRequests::of).toList();
    methods.forEach(method -> described.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder parsed = ServerServiceDefinition.builder(described.build());
    methods.forEach(parsed::addMethod);
    return parsed.build();
  }

  private static <Q, A> ServerMethodDefinition<Object, A> of(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(
                new Parsing(descriptor.getRequestMarshaller()), descriptor.getResponseMarshaller())
            .build(),
        (call, headers) -> {
          Answers<Q, A> answers = new Answers<>(call);
          return new Requests<>(answers, handler.startCall(answers, headers));
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

  /** Hands on what the service answers, until the call is over. */
  private static final class Answers<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private volatile boolean over;

    /** A call takes no requests itself, so it may stand for one of any. */
    @SuppressWarnings("unchecked")
    Answers(ServerCall<Object, A> call) {
      super((ServerCall<Q, A>) (ServerCall<?, A>) call);
    }

    @Override
    public void sendHeaders(Metadata headers) {
      if (!over) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public void sendMessage(A message) {
      if (!over) {
        super.sendMessage(message);
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!over) {
        super.close(status, trailers);
      }
    }

    void refuse(StatusException refusal) {
      Metadata trailers = refusal.getTrailers();
      super.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    }
  }

  /** Hands on messages; the first that is none ends the call. */
  private static final class Requests<Q> extends ServerCall.Listener<Object> {
    private final Answers<Q, ?> answers;
    private final ServerCall.Listener<Q> messages;
    private boolean over;

    Requests(Answers<Q, ?> answers, ServerCall.Listener<Q> messages) {
      this.answers = answers;
      this.messages = messages;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onMessage(Object message) {
      if (over) {
        return;
      }
      if (message instanceof Malformed malformed) {
        over = true;
        answers.over = true;
        // Once this returns, the service is not in the middle of an answer either.
        messages.onCancel();
        answers.refuse(malformed.refusal());
      } else {
        messages.onMessage((Q) message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!over) {
        messages.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!over) {
        messages.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!over) {
        messages.onComplete();
      }
    }

    @Override
    public void onReady() {
      if (!over) {
        messages.onReady();
      }
    }
  }
}
