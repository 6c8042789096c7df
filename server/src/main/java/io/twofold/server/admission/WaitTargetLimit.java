package io.twofold.server.admission;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * A limit of concurrency under which calls wait in their queue for a wanted time on average.
 *
 * <p>By Little's law {@code waiting calls = throughput × wait}: with the throughput given by the
 * hardware, the wait goes up and down with the number of calls. Each window of samples moves the
 * limit by that proportion,
 *
 * <pre>limit ← limit × min(1.25, max(0.5, target / wait))</pre>
 *
 * within its bounds. A window that never saw half of the limit does not raise it, and lowers it
 * only where calls were dropped, because their queue was full.
 *
 * <p>The wait, unlike the latency, does not depend on how large a call is or how slow its caller
 * reads.
 *
 * <p>Limits that compare latency with that of an idle server (TCP Vegas and its gradients) do not
 * suit a server that batches: there, latency grows with concurrency long before throughput stops
 * growing, and they would keep batches small.
 */
final class WaitTargetLimit extends AbstractLimit {

  private static final double MOST_GROWTH = 1.25;
  private static final double MOST_DECLINE = 0.5;

  private final int least;
  private final int most;
  private final double targetNanos;

  /** The limit before it is rounded, so that a small one can grow too; in windows' order. */
  private double exact;

  /**
   * @param least the limit is never lower
   * @param most the limit is never higher; it begins here
   * @param targetNanos the average time that calls shall wait, in nanoseconds
   */
  WaitTargetLimit(int least, int most, long targetNanos) {
    super(most);
    this.least = least;
    this.most = most;
    this.exact = most;
    this.targetNanos = targetNanos;
  }

  @Override
  protected int _update(long startNanos, long waitNanos, int inFlight, boolean dropped) {
    boolean isHalfUsed = inFlight * 2 >= getLimit();
    double mostGrowth = isHalfUsed ? MOST_GROWTH : 1;
    double mostDecline = isHalfUsed || dropped ? MOST_DECLINE : 1;
    double change = targetNanos / Math.max(1, waitNanos);
    double wanted = exact * Math.min(mostGrowth, Math.max(mostDecline, change));
    exact = Math.min(most, Math.max(least, wanted));
    return (int) exact;
  }

  /** Begins anew: a server that has nothing to do takes on as much as one that has just started. */
  synchronized void forget() {
    if (getLimit() < most) {
      exact = most;
      setLimit(most);
    }
  }
}
