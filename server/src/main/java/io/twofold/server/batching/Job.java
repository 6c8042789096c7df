package io.twofold.server.batching;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One call's items on their way through a graph. A batch may hold a part of a job, and parts of one
 * job may run on several threads at once.
 */
public final class Job {

  private static final System.Logger LOG = System.getLogger(Job.class.getName());
  private static final AtomicIntegerFieldUpdater<Job> OPEN =
      AtomicIntegerFieldUpdater.newUpdater(Job.class, "open");

  private final int items;
  private final ItemSource[] sources;
  private final ItemSink[] sinks;
  private final Completion completion;

  /** Items that were not taken yet; 0 once the job is over, for whatever reason. */
  private volatile int open;

  /**
   * The first item that is in no batch yet; only for the thread that took the job off the queue.
   */
  int next;

  /** Where the completion runs, by choice of whoever submitted the job. */
  Executor home = Runnable::run;

  /** When the job was queued, by the lane's clock, in nanoseconds. */
  long queuedNanos;

  /**
   * @param items at least 1
   * @param sources for each input of the graph
   * @param sinks for each output of the graph
   */
  public Job(int items, ItemSource[] sources, ItemSink[] sinks, Completion completion) {
    if (items < 1) {
      throw new IllegalArgumentException("a job needs at least 1 item, not " + items);
    }
    this.items = items;
    this.sources = sources;
    this.sinks = sinks;
    this.completion = completion;
    this.open = items;
  }

  int items() {
    return items;
  }

  /** Items that are in no batch yet. */
  int left() {
    return items - next;
  }

  ItemSource[] sources() {
    return sources;
  }

  ItemSink[] sinks() {
    return sinks;
  }

  boolean isOver() {
    return open == 0;
  }

  void begun(long waitedNanos) {
    completion.begun(waitedNanos);
  }

  boolean isWanted() {
    return completion.isWanted();
  }

  /** Whether neither reading nor taking its items costs much. */
  boolean isCheap() {
    for (ItemSource source : sources) {
      if (!source.isCheap()) {
        return false;
      }
    }
    for (ItemSink sink : sinks) {
      if (!sink.isCheap()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Notes that items were taken.
   *
   * @return whether they were the last: the caller then calls {@link #done}
   */
  boolean taken(int count) {
    int before;
    do {
      before = open;
      if (before == 0) {
        return false;
      }
    } while (!OPEN.compareAndSet(this, before, before - count));
    return before == count;
  }

  /** Tells that every item was taken. */
  void done() {
    end(completion::done);
  }

  /** Ends the job, unless it is over. */
  void fail(Throwable failure) {
    if (OPEN.getAndSet(this, 0) != 0) {
      end(() -> completion.failed(failure));
    }
  }

  /** A completion that fails harms neither the thread nor other jobs in the batch. */
  private static void end(Runnable completion) {
    try {
      completion.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "an answer was lost", e);
    }
  }
}
