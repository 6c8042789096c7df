package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call that no thread waits for, in as many attempts as it takes. */
final class AsyncCall<Q, R, T> {

  private final Calls calls;
  private final MethodDescriptor<Q, R> method;
  private final CallOptions options;
  private final Q request;
  private final Function<R, T> read;
  private final CompletableFuture<T> future = new CompletableFuture<>();

  private @Nullable ClientCall<Q, R> running;

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

  /** Starts the first attempt. A future that ends before the answer is there cancels what runs. */
  CompletableFuture<T> start() {
    var unused =
        future.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                cancel(failure);
              }
            });
    attempt(1);
    return future;
  }

  private synchronized void attempt(int attempts) {
    if (future.isDone()) {
      return;
    }
    ClientCall<Q, R> call = calls.link().channel().newCall(method, options);
    running = call;
    ClientCalls.asyncUnaryCall(
        call,
        request,
        new StreamObserver<R>() {
          @Override
          public void onNext(R response) {
            calls.link().answered();
            try {
              future.complete(read.apply(response));
            } catch (TwofoldException e) {
              future.completeExceptionally(e);
            }
          }

          @Override
          public void onError(Throwable failure) {
            failed(failure, attempts);
          }

          @Override
          public void onCompleted() {
            // A unary call completes only after its answer: the future is done.
          }
        });
  }

  private void failed(Throwable failure, int attempts) {
    if (future.isDone()) {
      return;
    }
    long delay = calls.link().retryDelayNanos(failure, attempts, options.getDeadline());
    if (delay == Retries.NEVER) {
      future.completeExceptionally(calls.failure(failure));
      return;
    }
    Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run);
    later.execute(
        () -> {
          calls.link().reconnect();
          try {
            attempt(attempts + 1);
          } catch (IllegalStateException closed) {
            future.completeExceptionally(calls.failure(failure));
          }
        });
  }

  private synchronized void cancel(Throwable why) {
    if (running != null) {
      running.cancel("the caller's future ended", why);
    }
  }
}
