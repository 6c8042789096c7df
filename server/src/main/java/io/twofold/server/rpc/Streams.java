package io.twofold.server.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.v1.ModelSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The open streams of bulk users, so that a server that stops can end them. */
final class Streams {

  private final Calls calls;
  private final Set<BulkStream<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  Streams(Calls calls) {
    this.calls = calls;
  }

  /**
   * Opens a stream: every request is answered as a call would be, and answers leave in the order of
   * the requests.
   */
  <Q, A> StreamObserver<Q> open(
      StreamObserver<A> observer,
      Function<Q, ModelSelector> selector,
      BiFunction<Q, VersionHandle, Plan<A>> planner) {
    CallTracer tracer = CallTracer.current();
    BulkStream.Runner<Q, A> runner =
        (request, answer) ->
            calls.pace(
                selector.apply(request),
                answer,
                version -> planner.apply(request, version),
                tracer);
    BulkStream<Q, A> stream =
        new BulkStream<>((ServerCallStreamObserver<A>) observer, runner, open::remove);
    open.add(stream);
    stream.start();
    if (draining) {
      stream.drain();
    }
    return stream;
  }

  /** Takes no more requests, answers those that came, and ends every stream with UNAVAILABLE. */
  void drain() {
    draining = true;
    open.forEach(BulkStream::drain);
  }

  /** Ends every stream with UNAVAILABLE now. */
  void end() {
    drain();
    open.forEach(BulkStream::end);
  }
}
