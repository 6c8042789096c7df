package io.twofold.batch.task;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.session.PinnedBatch;

/** Reads values out of a batch. */
final class Results {

  private Results() {}

  /**
   * The values in a slot of an output.
   *
   * @param name what messages call them
   * @throws InvalidInputException where one is not finite
   */
  static float[] read(String name, PinnedBatch batch, int port, int slot, int size) {
    float[] values = new float[size];
    batch.output(port).get(slot * size, values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidInputException(
            "the model gave a value of %s for %s".formatted(value, name));
      }
    }
    return values;
  }
}
