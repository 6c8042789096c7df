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
import java.util.concurrent.ExecutionException;
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
    long start = System.nanoTime();
    Status.Code ended = Status.Code.OK;
    try {
      return read(attempt(method, options(), request), read);
    } catch (StatusRuntimeException e) {
      ended = e.getStatus().getCode();
      throw failure(e);
    } finally {
      link.ended(method, ended, start);
    }
  }

  /** Calls, as often as it takes, and waits for the answer. An interrupt cancels the call. */
  <Q, R, T> T blocking(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
    if (link.patience().hedgeDelay() != null) {
      return awaited(async(method, request, read));
    }
    long start = System.nanoTime();
    CallOptions options = options();
    for (int attempts = 1; ; attempts++) {
      try {
        R response = attempt(method, link.attempt(options, attempts - 1), request);
        link.answered();
        link.ended(method, Status.Code.OK, start);
        return read(response, read);
      } catch (StatusRuntimeException e) {
        pause(e, attempts, options.getDeadline(), method, start);
      }
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
   * @param start of the call, for its meters
   * @throws TwofoldException where it may not: the failure
   */
  void pause(
      Throwable failure,
      int attempts,
      @Nullable Deadline until,
      MethodDescriptor<?, ?> method,
      long start) {
    long delay = link.retryDelayNanos(failure, attempts, until);
    if (delay == Retries.NEVER) {
      link.ended(method, Status.fromThrowable(failure).getCode(), start);
      throw failure(failure);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      link.ended(method, Status.Code.CANCELLED, start);
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

  private <T> T awaited(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TwofoldException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private CallOptions options() {
    return link.traced(
        CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
  }

  private <R, T> T read(R response, Function<R, T> read) {
    try {
      return read.apply(response);
    } catch (IllegalArgumentException e) {
      throw link.failures().broken(e);
    }
  }
}
