package io.twofold.batch.task;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.session.PinnedBatch;

/**
 * How rows go into a batch and answers come out of it. For one thread.
 *
 * @param <I> a row
 * @param <O> its answer
 */
interface BatchStep<I, O> {

  /**
   * Writes a row into a slot of the batch's inputs.
   *
   * @throws InvalidInputException where the model cannot take the row; the slot is free again
   */
  void write(I row, PinnedBatch batch, int slot);

  /**
   * The answer in a slot of the batch's outputs.
   *
   * @throws InvalidInputException where the model gave no finite values
   */
  O read(I row, PinnedBatch batch, int slot);

  /** The answer to a row that cannot be taken. */
  O refusal(I row, String reason);
}
