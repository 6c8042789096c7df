package io.twofold.server.batching;

/**
 * How fast a graph runs of late, and what follows from it: how large a batch may be, and how much
 * may wait. Before the first run nothing is known, and nothing follows.
 */
final class Pace {

  /** Batches are no larger than what takes about this long, in nanoseconds. */
  private static final long BATCH_NANOS = 4_000_000;

  /** A batch has room for so many items, however long they take. */
  private static final int LEAST_ROWS = 4;

  /** So many items may wait, however long they take. */
  private static final int LEAST_WAITING = 64;

  /** A batch of so many items costs about as little an item as a full one. */
  private static final int MANY = 16;

  /** What one item took, whatever the batch; in nanoseconds. */
  private volatile long itemNanos;

  /** What one item took in batches as they are when many items wait; in nanoseconds. */
  private volatile long crowdedItemNanos;

  /** Notes a run. */
  void ran(int items, long nanos) {
    long perItem = nanos / items;
    itemNanos = smoothed(itemNanos, perItem);
    if (items >= Math.min(MANY, rows(MANY))) {
      crowdedItemNanos = smoothed(crowdedItemNanos, perItem);
    }
  }

  /** How long a run of so few items takes, in nanoseconds. */
  long nanosOfFew(int items) {
    return items * itemNanos;
  }

  /** How many items of a batch to fill. */
  int rows(int capacity) {
    long nanos = itemNanos;
    return nanos == 0
        ? capacity
        : (int) Math.min(capacity, Math.max(LEAST_ROWS, BATCH_NANOS / nanos));
  }

  /** How many items may wait before as many workers. */
  int mostWaiting(QueueLimits limits, int workers) {
    long nanos = crowdedItemNanos;
    return nanos == 0
        ? limits.items()
        : (int)
            Math.min(
                limits.items(),
                Math.max(LEAST_WAITING, limits.waitNanos() / Math.max(1, nanos / workers)));
  }

  private static long smoothed(long before, long now) {
    return before == 0 ? now : (3 * before + now) / 4;
  }
}
