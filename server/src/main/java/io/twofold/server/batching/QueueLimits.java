package io.twofold.server.batching;

/**
 * How much may wait in a lane; more is refused.
 *
 * @param items the most items
 * @param waitNanos items of no more than so many nanoseconds, as the graph runs of late; a few may
 *     always wait
 */
public record QueueLimits(int items, long waitNanos) {

  public QueueLimits {
    if (items < 1 || waitNanos < 1) {
      throw new IllegalArgumentException(
          "a queue needs room for items and for time, not %d and %d ns"
              .formatted(items, waitNanos));
    }
  }

  /** These limits with no more than so many items. */
  QueueLimits atMost(long most) {
    return new QueueLimits((int) Math.max(1, Math.min(items, most)), waitNanos);
  }
}
