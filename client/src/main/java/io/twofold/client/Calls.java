package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls with a deadline, whose failures are {@link TwofoldException}s. */
final class Calls {

  private static final Duration MAX_DEADLINE = Duration.ofDays(1);

  private final Link link;
  private final Duration deadline;

  /**
   * Calls over a link.
   *
   * @param deadline the time for each call, from its start to its answer
   */
  Calls(Link link, Duration deadline) {
    this.link = link;
    this.deadline = deadline;
  }

  /** The deadline, where it is one. */
  static Duration checked(Duration deadline) {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("deadline must be positive, not " + deadline);
    }
    if (deadline.compareTo(MAX_DEADLINE) > 0) {
      throw new IllegalArgumentException("deadline must be at most a day, not " + deadline);
    }
    return deadline;
  }

  Link link() {
    return link;
  }

  Calls within(Duration other) {
    return new Calls(link, checked(other));
  }

  /** Calls once, for what must not be done twice, and waits for the answer. */
  <Q, R, T> T once(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    try {
      return read(attempt(method, options(), request), read);
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  /** Calls, as often as it takes, and waits for the answer. An interrupt cancels the call. */
  <Q, R, T> T blocking(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    CallOptions options = options();
    for (int attempts = 1; ; attempts++) {
      R response;
      try {
        response = attempt(method, options, request);
      } catch (StatusRuntimeException e) {
        pause(e, attempts, options.getDeadline());
        continue;
      }
      link.answered();
      return read(response, read);
    }
  }

  /** Calls without waiting. A future that ends before the answer is there cancels the call. */
  <Q, R, T> CompletableFuture<T> async(
      MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    AsyncCall<Q, R, T> call =
        new AsyncCall<>(this, method, options(), request, response -> read(response, read));
    return call.start();
  }

  /** One answer for each request, in order, over one stream. */
  <I, Q, R, T> AnswerStream<T> stream(
      MethodDescriptor<Q, R> method,
      Iterator<I> inputs,
      Function<I, Q> request,
      Function<R, T> read) {
    link.channel();
    return new BulkCall<>(this, method, inputs, request, response -> read(response, read));
  }

  /** What gRPC reported, as the exception for users. */
  TwofoldException failure(Throwable failure) {
    return link.failures().of(failure, deadline);
  }

  /**
   * Waits until a failed call may be tried again.
   *
   * @param attempts how many failed in a row
   * @throws TwofoldException where it may not: the failure
   */
  void pause(Throwable failure, int attempts, @Nullable Deadline until) {
    long delay = link.retryDelayNanos(failure, attempts, until);
    if (delay == Retries.NEVER) {
      throw failure(failure);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    link.reconnect();
  }

  TwofoldException interrupted(InterruptedException e) {
    return failure(
        Status.CANCELLED.withDescription("Thread interrupted").withCause(e).asRuntimeException());
  }

  Duration deadline() {
    return deadline;
  }

  private <Q, R> R attempt(MethodDescriptor<Q, R> method, CallOptions options, Q request) {
    return ClientCalls.blockingUnaryCall(link.channel(), method, options, request);
  }

  private CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <R, T> T read(R response, Function<R, T> read) {
    try {
      return read.apply(response);
    } catch (IllegalArgumentException e) {
      throw link.failures().broken(e);
    }
  }
}
