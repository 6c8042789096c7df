package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bidirectional stream that survives its connection: it keeps what was not answered. */
final class BulkCall<I, Q, R, T> implements AnswerStream<T> {

  /** The listener only hands over, so that it needs no thread of its own. */
  private static final CallOptions OPTIONS = CallOptions.DEFAULT.withExecutor(Runnable::run);

  private final Calls calls;
  private final MethodDescriptor<Q, R> method;
  private final Iterator<I> source;
  private final Function<I, Q> write;
  private final Function<R, T> read;

  /** Taken from the source and not answered, oldest first. */
  private final Deque<Q> unanswered = new ArrayDeque<>();

  private @Nullable Attempt attempt;
  private boolean closed;

  /** What is left of the time for the oldest answer; taking requests does not count. */
  private long waitNanos;

  BulkCall(
      Calls calls,
      MethodDescriptor<Q, R> method,
      Iterator<I> source,
      Function<I, Q> write,
      Function<R, T> read) {
    this.calls = calls;
    this.method = method;
    this.source = source;
    this.write = write;
    this.read = read;
  }

  @Override
  public boolean hasNext() {
    return !closed && (!unanswered.isEmpty() || source.hasNext());
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("every request was answered, or the stream was closed");
    }
    long start = System.nanoTime();
    waitNanos = calls.deadline().toNanos();
    for (int attempts = 1; ; attempts++) {
      try {
        R response = current(attempts - 1).answer();
        unanswered.removeFirst();
        calls.link().answered();
        return read.apply(response);
      } catch (StatusRuntimeException e) {
        drop(e);
        pause(e, attempts, start);
      } catch (InterruptedException e) {
        drop(e);
        Thread.currentThread().interrupt();
        throw calls.interrupted(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    drop(null);
    unanswered.clear();
  }

  /** Waits before the next attempt, or gives up the oldest request. */
  private void pause(StatusRuntimeException failure, int attempts, long start) {
    Deadline until = Deadline.after(waitNanos, TimeUnit.NANOSECONDS);
    try {
      calls.pause(failure, attempts, until, method, start);
    } catch (TwofoldException e) {
      unanswered.removeFirst();
      throw e;
    }
  }

  private Attempt current(int previous) {
    if (attempt == null) {
      CallOptions options = calls.link().traced(OPTIONS);
      if (previous > 0) {
        options = options.withOption(CallHeaders.PREVIOUS_ATTEMPTS, previous);
      }
      attempt = new Attempt(calls.link().channel().newCall(method, options));
      attempt.start();
    }
    return attempt;
  }

  private void drop(@Nullable Throwable why) {
    if (attempt != null) {
      attempt.call.cancel("the stream was closed", why);
      attempt = null;
    }
  }

  /** One call. What its listener hears, the reading thread takes from a queue. */
  private final class Attempt extends ClientCall.Listener<R> {

    private final ClientCall<Q, R> call;
    private final BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
    private int sent;
    private boolean complete;

    Attempt(ClientCall<Q, R> call) {
      this.call = call;
    }

    void start() {
      call.start(this, new Metadata());
      call.request(WINDOW);
      for (Q request : unanswered) {
        call.sendMessage(request);
        sent++;
      }
    }

    /** Sends what the window has room for, and waits for an answer. */
    R answer() throws InterruptedException {
      long left = calls.link().patience().limitNanos(waitNanos);
      while (true) {
        send();
        long start = System.nanoTime();
        Event<R> event = events.poll(left, TimeUnit.NANOSECONDS);
        long waited = System.nanoTime() - start;
        left -= waited;
        waitNanos -= waited;
        if (event == null) {
          throw Status.DEADLINE_EXCEEDED.asRuntimeException();
        }
        if (event.response != null) {
          sent--;
          call.request(1);
          return event.response;
        }
        if (event.end != null) {
          throw event.end;
        }
      }
    }

    private void send() {
      while (sent < WINDOW
          && (sent == 0 || call.isReady())
          && events.isEmpty()
          && source.hasNext()) {
        Q request = write.apply(source.next());
        unanswered.addLast(request);
        call.sendMessage(request);
        sent++;
      }
      if (!complete && sent < WINDOW && !source.hasNext()) {
        complete = true;
        call.halfClose();
      }
    }

    @Override
    public void onMessage(R response) {
      events.add(new Event<>(response, null));
    }

    @Override
    public void onReady() {
      events.add(new Event<>(null, null));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      Status end =
          status.isOk()
              ? Status.UNAVAILABLE.withDescription("the stream ended before its last answer")
              : status;
      events.add(new Event<>(null, end.asRuntimeException(trailers)));
    }
  }

  /** An answer, the end of the call, or, with neither, room for more requests. */
  private record Event<R>(@Nullable R response, @Nullable StatusRuntimeException end) {}
}
