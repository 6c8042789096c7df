package io.twofold.server.batching;

/** One output of a job: takes its items, each once, on any thread and in any order. */
public interface ItemSink {

  /**
   * Takes an item's values.
   *
   * @param item from 0
   * @param values the item's values, from 0; may be longer than they are, and is reused afterwards
   */
  void take(int item, float[] values);

  /** Whether taking is so cheap that a thread which others wait for may do it. */
  boolean isCheap();
}
