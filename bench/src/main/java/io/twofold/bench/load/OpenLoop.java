package io.twofold.bench.load;

import com.google.protobuf.MessageLite;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts calls at the times of {@link Arrivals}, however the server answers, and measures each from
 * the time it was meant to start: a server that stalls is charged for every call that it kept
 * waiting. A call that would be more than the bound is not made, and counts as a failure of the
 * client. Calls count that were meant to start within the window.
 */
public final class OpenLoop {

  private final Target target;
  private final double perSecond;
  private final int maxOpen;
  private final long seed;

  /**
   * @param perSecond calls to start in a second, on average
   * @param maxOpen the most calls without an answer at a time
   * @param seed of the arrivals and of the order of RPCs
   */
  public OpenLoop(Target target, double perSecond, int maxOpen, long seed) {
    if (maxOpen < 1) {
      throw new IllegalArgumentException("maxOpen must be at least 1, not " + maxOpen);
    }
    this.target = target;
    this.perSecond = perSecond;
    this.maxOpen = maxOpen;
    this.seed = seed;
  }

  /** Runs the load; returns when the last call has ended, or was given up. */
  public LoadResult run(Timing timing, RunListener listener) throws InterruptedException {
    Arrivals arrivals = new Arrivals(perSecond, seed);
    Tally tally = new Tally(target.channels().count());
    long start = System.nanoTime();
    Sender sender = new Sender(arrivals, start, timing.windowFrom(start), tally);
    Thread thread = new Thread(sender, "twofold-bench-sender");
    thread.setDaemon(true);
    thread.start();
    try {
      Load.watch(sender.window, tally, listener);
      thread.join();
      long unanswered = sender.awaitAnswers(timing.grace().toNanos());
      Load.settle(sender.window, tally);
      return new LoadResult(
          sender.window.seconds(),
          target.workload().images(),
          tally.all(),
          tally.byRpc(),
          tally.errors(),
          unanswered,
          tally.open(perSecond, sender.window.seconds()));
    } finally {
      sender.stopped = true;
    }
  }

  private final class Sender implements Runnable {
    private final Arrivals arrivals;
    private final long start;
    private final Window window;
    private final Tally tally;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean stopped;

    Sender(Arrivals arrivals, long start, Window window, Tally tally) {
      this.arrivals = arrivals;
      this.start = start;
      this.window = window;
      this.tally = tally;
    }

    @Override
    public void run() {
      Workload.Draw draw = target.workload().draw(seed);
      int channels = target.channels().count();
      for (int call = 0; !stopped; call++) {
        long intended = start + arrivals.next();
        if (window.isOver(intended)) {
          return;
        }
        waitUntil(intended);
        draw.next();
        send(Math.floorMod(call, channels), draw.rpc(), draw.request(), intended);
      }
    }

    private void send(int channel, Rpc rpc, MessageLite request, long intended) {
      boolean counts = window.contains(intended);
      if (open.get() >= maxOpen) {
        if (counts) {
          tally.overBound();
        }
        return;
      }
      open.incrementAndGet();
      long sent = System.nanoTime();
      if (window.contains(sent)) {
        tally.sent();
      }
      if (counts) {
        tally.late(sent - intended);
      }
      target.start(channel, rpc, request, new Answer(channel, rpc, intended, sent, counts));
    }

    /** Sleeps rather than spins: the server may need this core. */
    private void waitUntil(long nanos) {
      for (long left = nanos - System.nanoTime();
          left > 0 && !stopped;
          left = nanos - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }

    /** How many calls are still open after at most {@code nanos}. */
    long awaitAnswers(long nanos) throws InterruptedException {
      long until = System.nanoTime() + nanos;
      while (open.get() > 0 && System.nanoTime() - until < 0) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      return open.get();
    }

    private final class Answer extends ClientCall.Listener<MessageLite> {
      private final int channel;
      private final Rpc rpc;
      private final long intended;
      private final long sent;
      private final boolean counts;

      Answer(int channel, Rpc rpc, long intended, long sent, boolean counts) {
        this.channel = channel;
        this.rpc = rpc;
        this.intended = intended;
        this.sent = sent;
        this.counts = counts;
      }

      @Override
      public void onClose(Status status, Metadata trailers) {
        long now = System.nanoTime();
        if (counts && status.isOk()) {
          tally.answered(channel, rpc, now - intended);
          tally.answeredAfterSending(now - sent);
        } else if (counts) {
          tally.failed(status.getCode());
        }
        open.decrementAndGet();
      }
    }
  }
}
