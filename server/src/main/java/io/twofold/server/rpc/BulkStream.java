package io.twofold.server.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of requests and their answers, in order.
 *
 * <p>At most {@value #WINDOW} requests are taken before their answers have left, and none while the
 * caller does not read its answers: HTTP/2 flow control holds back a caller who sends faster. A
 * request that is refused ends the stream with its status, after the answers before it.
 */
final class BulkStream<Q, A> implements StreamObserver<Q> {

  /** Has a request's items run. */
  interface Runner<Q, A> {
    void run(Q request, Answer<A> answer);
  }

  private static final int WINDOW = 4;
  private static final Status STOPPING =
      Status.UNAVAILABLE.withDescription("the server is stopping");

  private final ServerCallStreamObserver<A> call;
  private final Runner<Q, A> runner;
  private final Consumer<BulkStream<Q, A>> onOver;

  /** The requests whose answers have not left, oldest first. */
  private final Deque<Slot> slots = new ArrayDeque<>();

  /** Requests to be taken once the caller reads again. */
  private int owed;

  private boolean halfClosed;
  private boolean draining;
  private boolean over;

  BulkStream(
      ServerCallStreamObserver<A> call, Runner<Q, A> runner, Consumer<BulkStream<Q, A>> onOver) {
    this.call = call;
    this.runner = runner;
    this.onOver = onOver;
  }

  /** Takes the first requests; to be called while the call is being set up. */
  void start() {
    call.disableAutoRequest();
    call.setOnReadyHandler(this::resume);
    call.setOnCancelHandler(this::abandon);
    call.request(WINDOW);
  }

  @Override
  public void onNext(Q request) {
    Slot slot = new Slot();
    synchronized (this) {
      if (over) {
        return;
      }
      slots.add(slot);
    }
    runner.run(request, slot);
  }

  @Override
  public void onError(Throwable failure) {
    abandon();
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    flush();
  }

  synchronized void drain() {
    draining = true;
    flush();
  }

  synchronized void end() {
    if (!over) {
      finish();
      call.onError(STOPPING.asException());
    }
  }

  private synchronized void resume() {
    if (owed > 0 && !over && !draining) {
      int count = owed;
      owed = 0;
      call.request(count);
    }
  }

  private synchronized void abandon() {
    finish();
  }

  /** Lets everything leave that is ready to, in order. */
  private synchronized void flush() {
    for (Slot head = slots.peek(); head != null && head.isSettled() && !over; head = slots.peek()) {
      slots.remove();
      if (head.failure != null) {
        finish();
        call.onError(Statuses.of(head.failure));
      } else {
        call.onNext(head.message);
        owed++;
      }
    }
    if (over) {
      return;
    }
    if (slots.isEmpty() && halfClosed) {
      finish();
      call.onCompleted();
    } else if (slots.isEmpty() && draining) {
      finish();
      call.onError(STOPPING.asException());
    } else if (call.isReady()) {
      resume();
    }
  }

  private void finish() {
    over = true;
    slots.clear();
    onOver.accept(this);
  }

  /** The place of one answer. */
  private final class Slot implements Answer<A> {
    private @Nullable A message;
    private @Nullable Throwable failure;

    @Override
    public boolean isWanted() {
      return !call.isCancelled();
    }

    @Override
    public void done(A answer) {
      synchronized (BulkStream.this) {
        message = answer;
        flush();
      }
    }

    @Override
    public void failed(Throwable reason) {
      synchronized (BulkStream.this) {
        failure = reason;
        flush();
      }
    }

    boolean isSettled() {
      return message != null || failure != null;
    }
  }
}
