package io.twofold.server.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets in as many calls at once as the limit allows, and measures them for it. */
public final class Admission {

  /** What each processor needs in order to work on one batch while the next one comes together. */
  private static final int LEAST_PER_PROCESSOR = 8;

  private static final int LEAST = 16;
  private static final long SHORTEST_WINDOW_MILLIS = 100;
  private static final long LONGEST_WINDOW_MILLIS = 1000;

  /** A sample counts for no more than so many targets: one slow reader shall not close the door. */
  private static final int MOST_TARGETS = 8;

  /** A server without any call for so long is not overloaded any more, in nanoseconds. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Limit limit;
  private final Runnable onIdle;
  private final long mostSampleNanos;
  private final LongSupplier nanoClock;
  private final AtomicInteger inFlight = new AtomicInteger();

  /** When the last call left that had been alone. */
  private volatile long emptiedNanos;

  /**
   * @param limit says how many calls, and learns how long they waited
   * @param onIdle called when a call comes after a time without any
   * @param mostSampleNanos longer samples count as this, in nanoseconds
   * @param nanoClock a clock for durations, in nanoseconds, such as {@link System#nanoTime}
   */
  Admission(Limit limit, Runnable onIdle, long mostSampleNanos, LongSupplier nanoClock) {
    this.limit = limit;
    this.onIdle = onIdle;
    this.mostSampleNanos = mostSampleNanos;
    this.nanoClock = nanoClock;
    this.emptiedNanos = nanoClock.getAsLong();
  }

  /** Admission by a limit that follows how long calls wait. */
  public static Admission of(AdmissionLimits limits, int processors, LongSupplier nanoClock) {
    int most = limits.maxConcurrency();
    int least = Math.min(most, Math.max(LEAST, LEAST_PER_PROCESSOR * processors));
    long targetNanos = limits.waitTarget().toNanos();
    WaitTargetLimit target = new WaitTargetLimit(least, most, targetNanos);
    Limit limit =
        WindowedLimit.newBuilder()
            .minWindowTime(SHORTEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .minRttThreshold(0, TimeUnit.NANOSECONDS)
            .build(target);
    return new Admission(limit, target::forget, MOST_TARGETS * targetNanos, nanoClock);
  }

  /** Whether a call would be refused now. */
  public boolean isFull() {
    return inFlight.get() >= limit.getLimit();
  }

  /** Lets a call in; null where as many are in as the limit allows. */
  public @Nullable Permit tryEnter() {
    int now = inFlight.incrementAndGet();
    if (now > limit.getLimit()) {
      inFlight.decrementAndGet();
      return null;
    }
    long nanos = nanoClock.getAsLong();
    if (now == 1 && nanos - emptiedNanos > IDLE_NANOS) {
      onIdle.run();
    }
    return new Permit(now, nanos);
  }

  /** How many calls may be in at once, as of now. */
  public int limit() {
    return limit.getLimit();
  }

  /** Calls that are in. */
  public int inFlight() {
    return inFlight.get();
  }

  /** A call that was let in; it must leave exactly once. */
  public final class Permit {

    private final int inFlightThen;
    private final long startNanos;
    private volatile long waitedNanos = -1;
    private volatile boolean dropped;

    private Permit(int inFlightThen, long startNanos) {
      this.inFlightThen = inFlightThen;
      this.startNanos = startNanos;
    }

    /**
     * The call came off its queue.
     *
     * @param nanos that it waited there, in nanoseconds
     */
    public void waited(long nanos) {
      waitedNanos = nanos;
    }

    /** The call's queue was full: it would have waited for too long. */
    public void dropped() {
      dropped = true;
      waitedNanos = mostSampleNanos;
    }

    /** The call is over. How long it waited tells how busy the server is, however large it was. */
    public void leave() {
      if (inFlight.decrementAndGet() == 0) {
        emptiedNanos = nanoClock.getAsLong();
      }
      long nanos = waitedNanos;
      if (nanos >= 0) {
        limit.onSample(startNanos, Math.min(mostSampleNanos, nanos), inFlightThen, dropped);
      }
    }
  }
}
