package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.twofold.v1.CodecServiceGrpc;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Unary calls with a deadline, whose failures are {@link TwofoldException}s. */
final class Calls {

  /**
   * Retries of what finds the server unavailable. Every method is a pure function, so that a
   * repeated call does no harm.
   */
  static final Map<String, ?> SERVICE_CONFIG =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  List.of(Map.of("service", CodecServiceGrpc.SERVICE_NAME)),
                  "retryPolicy",
                  Map.of(
                      "maxAttempts",
                      3.0,
                      "initialBackoff",
                      "0.05s",
                      "maxBackoff",
                      "0.5s",
                      "backoffMultiplier",
                      2.0,
                      "retryableStatusCodes",
                      List.of("UNAVAILABLE")))));

  private final Channel channel;
  private final String target;
  private final Duration deadline;

  /**
   * @param target the server's address, for messages
   * @param deadline the time for each call, from its start to its answer
   */
  Calls(Channel channel, String target, Duration deadline) {
    this.channel = channel;
    this.target = target;
    this.deadline = deadline;
  }

  /** Calls and waits for the answer. An interrupt cancels the call. */
  <Q, R, T> T blocking(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    R response;
    try {
      response = ClientCalls.blockingUnaryCall(channel, method, options(), request);
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
    return read(response, read);
  }

  /** Calls without waiting. A future that ends before the answer is there cancels the call. */
  <Q, R, T> CompletableFuture<T> async(
      MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    ClientCall<Q, R> call = channel.newCall(method, options());
    CompletableFuture<T> future = new CompletableFuture<>();
    var unused =
        future.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                call.cancel("the caller's future ended", failure);
              }
            });
    ClientCalls.asyncUnaryCall(
        call,
        request,
        new StreamObserver<R>() {
          @Override
          public void onNext(R response) {
            try {
              future.complete(read(response, read));
            } catch (TwofoldException e) {
              future.completeExceptionally(e);
            }
          }

          @Override
          public void onError(Throwable t) {
            future.completeExceptionally(failure(t));
          }

          @Override
          public void onCompleted() {
            // A unary call completes only after its answer: the future is done.
          }
        });
    return future;
  }

  private CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <R, T> T read(R response, Function<R, T> read) {
    try {
      return read.apply(response);
    } catch (IllegalArgumentException e) {
      throw new TwofoldException(
          Status.Code.INTERNAL,
          "the answer of %s breaks the contract: %s".formatted(target, e.getMessage()),
          e);
    }
  }

  /** What gRPC reported, as the exception for users. */
  TwofoldException failure(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    return new TwofoldException(status.getCode(), message(status), failure);
  }

  private String message(Status status) {
    String sent =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    return switch (status.getCode()) {
      // Only a failure on this side of the wire has a cause.
      case UNAVAILABLE ->
          status.getCause() == null
              ? "the server at %s is unavailable: %s".formatted(target, TlsFailures.hinted(sent))
              : unreached(sent, status.getCause());
      case DEADLINE_EXCEEDED ->
          "no answer from %s within %s s".formatted(target, seconds(deadline));
      case INTERNAL ->
          status.getCause() == null
              ? sent
              : "cannot talk to %s, is it a Twofold server? %s: %s"
                  .formatted(target, sent, status.getCause().getMessage());
      default -> sent;
    };
  }

  private String unreached(String sent, Throwable cause) {
    String tls = TlsFailures.explain(target, cause);
    return tls != null
        ? tls
        : "no server at %s: is `./twofold serve` running? (%s)"
            .formatted(target, local(sent, cause));
  }

  /** What failed on this side of the wire, with the innermost cause where that says more. */
  private static String local(String sent, Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String why = root.getMessage();
    return why == null || sent.contains(why) ? sent : sent + ": " + why;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
