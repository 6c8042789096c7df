package io.twofold.server.rpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.InvalidInputException;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.SelectionException;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.v1.ModelSelector;

/**
 * Answers calls: chooses the version, holds it while the work is done, and turns every outcome into
 * exactly one answer or status.
 */
final class Calls {

  /** What a call asks of a version. */
  interface Work<A> {
    A answer(VersionHandle version);
  }

  private final ModelLifecycle lifecycle;

  Calls(ModelLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * Answers a call on the current thread; nothing is done for one that is cancelled or too late.
   */
  <A> void answer(ModelSelector selector, StreamObserver<A> observer, Work<A> work) {
    if (observer instanceof ServerCallStreamObserver<A> call) {
      // With a handler, an answer to a caller who has gone is dropped; without one it is an error.
      call.setOnCancelHandler(() -> {});
    }
    Context context = Context.current();
    Deadline deadline = context.getDeadline();
    if (deadline != null && deadline.isExpired()) {
      observer.onError(Status.DEADLINE_EXCEEDED.withDescription("too late to start").asException());
    } else if (context.isCancelled()) {
      observer.onError(Status.CANCELLED.withDescription("cancelled by the caller").asException());
    } else {
      answerNow(selector, observer, work);
    }
  }

  private <A> void answerNow(ModelSelector selector, StreamObserver<A> observer, Work<A> work) {
    A answer;
    try (VersionHandle version = acquire(selector)) {
      CallTracer.current().chose(version.id());
      answer = work.answer(version);
    } catch (SelectionException | RuntimeException | Error e) {
      observer.onError(Statuses.of(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private VersionHandle acquire(ModelSelector selector) throws SelectionException {
    if (selector.getVersion() < 0) {
      throw new InvalidInputException(
          "model.version must be positive, or 0 to leave the choice to the server, not "
              + selector.getVersion());
    }
    return lifecycle.acquire(selector.getModel(), selector.getVersion());
  }
}
