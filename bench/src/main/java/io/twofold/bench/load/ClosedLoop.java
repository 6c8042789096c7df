package io.twofold.bench.load;

import com.google.protobuf.MessageLite;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a fixed number of calls in flight: each starts when the one before it in its place is
 * answered. A place whose call failed waits {@value #PAUSE_MILLIS} ms before its next. Calls count
 * that are answered within the window.
 */
public final class ClosedLoop {

  static final int PAUSE_MILLIS = 10;

  private final Target target;
  private final int inFlight;
  private final long seed;

  /**
   * @param inFlight calls in flight, spread over the target's channels
   * @param seed of the order of RPCs
   */
  public ClosedLoop(Target target, int inFlight, long seed) {
    if (inFlight < 1) {
      throw new IllegalArgumentException("inFlight must be at least 1, not " + inFlight);
    }
    this.target = target;
    this.inFlight = inFlight;
    this.seed = seed;
  }

  /** Runs the load; returns when the last call has ended, or was given up. */
  public LoadResult run(Timing timing, RunListener listener) throws InterruptedException {
    ScheduledExecutorService pauses =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "twofold-bench-pauses");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Tally tally = new Tally(target.channels().count());
      Window window = timing.windowFrom(System.nanoTime());
      CountDownLatch places = new CountDownLatch(inFlight);
      for (int i = 0; i < inFlight; i++) {
        new Place(i, window, tally, places, pauses).next();
      }
      Load.watch(window, tally, listener);
      boolean ended = places.await(timing.grace().toNanos(), TimeUnit.NANOSECONDS);
      Load.settle(window, tally);
      return new LoadResult(
          window.seconds(),
          target.workload().images(),
          tally.all(),
          tally.byRpc(),
          tally.errors(),
          ended ? 0 : places.getCount(),
          null);
    } finally {
      pauses.shutdownNow();
    }
  }

  /** One call at a time. */
  private final class Place extends ClientCall.Listener<MessageLite> {
    private final int channel;
    private final Window window;
    private final Tally tally;
    private final CountDownLatch places;
    private final ScheduledExecutorService pauses;
    private final Workload.Draw draw;
    private long started;

    Place(
        int index,
        Window window,
        Tally tally,
        CountDownLatch places,
        ScheduledExecutorService pauses) {
      this.channel = index % target.channels().count();
      this.window = window;
      this.tally = tally;
      this.places = places;
      this.pauses = pauses;
      this.draw = target.workload().draw(seed + index);
    }

    void next() {
      long now = System.nanoTime();
      if (window.isOver(now)) {
        places.countDown();
        return;
      }
      draw.next();
      started = now;
      target.start(channel, draw.rpc(), draw.request(), this);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      long now = System.nanoTime();
      if (window.contains(now)) {
        if (status.isOk()) {
          tally.answered(channel, draw.rpc(), now - started);
        } else {
          tally.failed(status.getCode());
        }
      }
      if (status.isOk()) {
        next();
      } else if (window.isOver(now)) {
        places.countDown();
      } else {
        var unused = pauses.schedule(this::next, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }
}
