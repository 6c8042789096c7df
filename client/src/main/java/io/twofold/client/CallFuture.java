package io.twofold.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call's answer to come; cancelling it cancels the call. */
final class CallFuture<M, T> extends CompletableFuture<T> {

  private final ListenableFuture<M> call;

  CallFuture(ListenableFuture<M> call, Function<M, T> answer, String target) {
    this.call = call;
    Futures.addCallback(
        call,
        new FutureCallback<M>() {
          @Override
          public void onSuccess(@Nullable M message) {
            try {
              complete(answer.apply(Objects.requireNonNull(message, "answer")));
            } catch (RuntimeException e) {
              completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Throwable failure) {
            completeExceptionally(TwofoldException.of(failure, target));
          }
        },
        MoreExecutors.directExecutor());
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    call.cancel(mayInterruptIfRunning);
    return cancelled;
  }
}
