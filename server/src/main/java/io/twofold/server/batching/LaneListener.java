package io.twofold.server.batching;

/** Hears what a lane does, on the threads that do it; must return soon. */
public interface LaneListener {

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
