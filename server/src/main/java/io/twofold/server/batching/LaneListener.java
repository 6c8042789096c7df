package io.twofold.server.batching;

import java.util.function.IntSupplier;

/** Hears what a lane does, on the threads that do it; must return soon. */
public interface LaneListener {

  /**
   * The lane was made; called once, before anything else.
   *
   * @param mostQueued the most items that may wait now, unless one job has more or paces itself;
   *     for any thread
   * @param queued how many wait now; for any thread
   */
  default void opened(IntSupplier mostQueued, IntSupplier queued) {}

  /**
   * A job's first item came off the queue.
   *
   * @param nanos since the job was queued, in nanoseconds
   */
  void waited(long nanos);

  /**
   * A batch was run.
   *
   * @param items in it
   * @param nanos in the graph, in nanoseconds
   */
  void ran(int items, long nanos);
}
