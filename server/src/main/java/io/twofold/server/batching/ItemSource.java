package io.twofold.server.batching;

import io.twofold.codec.InvalidInputException;

/** One input of a job: its items, read one at a time, each once or more, on any thread. */
public interface ItemSource {

  /**
   * Writes an item's values.
   *
   * @param item from 0
   * @param values takes the item's values, from 0; may be longer than they are
   * @throws InvalidInputException where the item is not what the model takes
   */
  void read(int item, float[] values);

  /** Whether reading is so cheap that a thread which others wait for may do it. */
  boolean isCheap();
}
