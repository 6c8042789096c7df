package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A call that no thread waits for, in as many attempts as it takes: one after the other and, where
 * the client hedges, several at a time.
 */
final class AsyncCall<Q, R, T> {

  private final Calls calls;
  private final MethodDescriptor<Q, R> method;
  private final CallOptions options;
  private final Q request;
  private final Function<R, T> read;
  private final long start = System.nanoTime();
  private final CompletableFuture<T> future = new CompletableFuture<>();

  /** The attempts that have no answer yet. */
  private final Set<ClientCall<Q, R>> running = new HashSet<>();

  private int attempts;

  AsyncCall(
      Calls calls,
      MethodDescriptor<Q, R> method,
      CallOptions options,
      Q request,
      Function<R, T> read) {
    this.calls = calls;
    this.method = method;
    this.options = options;
    this.request = request;
    this.read = read;
  }

  /** Starts the first attempt. The end of the future cancels what still runs. */
  CompletableFuture<T> start() {
    var unused = future.whenComplete((value, failure) -> cancel());
    attempt();
    return future;
  }

  private synchronized void attempt() {
    if (future.isDone()) {
      return;
    }
    ClientCall<Q, R> call =
        calls.link().channel().newCall(method, calls.link().attempt(options, attempts));
    attempts++;
    running.add(call);
    ClientCalls.asyncUnaryCall(
        call,
        request,
        new StreamObserver<R>() {
          @Override
          public void onNext(R response) {
            ended(call);
            answered(response);
          }

          @Override
          public void onError(Throwable failure) {
            failed(call, failure);
          }

          @Override
          public void onCompleted() {
            // A unary call completes only after its answer: the future is done.
          }
        });
    Duration hedge = calls.link().patience().hedgeDelay();
    if (hedge != null) {
      later(hedge.toNanos(), this::hedge);
    }
  }

  private void answered(R response) {
    calls.link().answered();
    calls.link().ended(method, Status.Code.OK, start);
    try {
      future.complete(read.apply(response));
    } catch (TwofoldException e) {
      future.completeExceptionally(e);
    }
  }

  private void failed(ClientCall<Q, R> call, Throwable failure) {
    if (!ended(call) || future.isDone()) {
      return;
    }
    long delay = calls.link().retryDelayNanos(failure, attempts(), options.getDeadline());
    if (delay == Retries.NEVER) {
      fail(failure);
      return;
    }
    later(
        delay,
        () -> {
          calls.link().reconnect();
          try {
            attempt();
          } catch (IllegalStateException closed) {
            fail(failure);
          }
        });
  }

  private void hedge() {
    if (!future.isDone() && isRunning() && calls.link().mayHedge(attempts())) {
      attempt();
    }
  }

  private void fail(Throwable failure) {
    calls.link().ended(method, Status.fromThrowable(failure).getCode(), start);
    future.completeExceptionally(calls.failure(failure));
  }

  private static void later(long nanos, Runnable work) {
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run).execute(work);
  }

  /** Whether an attempt that ended was the last that ran. */
  private synchronized boolean ended(ClientCall<Q, R> call) {
    running.remove(call);
    return running.isEmpty();
  }

  private synchronized boolean isRunning() {
    return !running.isEmpty();
  }

  private synchronized int attempts() {
    return attempts;
  }

  private synchronized void cancel() {
    running.forEach(call -> call.cancel("another attempt was answered, or none is wanted", null));
    running.clear();
  }
}
