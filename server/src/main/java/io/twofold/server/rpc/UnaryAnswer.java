package io.twofold.server.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.twofold.server.batching.UnwantedException;

/** The answer to a call with one request. */
record UnaryAnswer<A>(ServerCallStreamObserver<A> call) implements Answer<A> {

  @Override
  public boolean isWanted() {
    return !call.isCancelled();
  }

  @Override
  public void done(A message) {
    call.onNext(message);
    call.onCompleted();
  }

  /** gRPC has told a caller who left or whose deadline passed already, and drops this. */
  @Override
  public void failed(Throwable failure) {
    call.onError(
        failure instanceof UnwantedException
            ? Status.CANCELLED.asException()
            : Statuses.of(failure));
  }
}
