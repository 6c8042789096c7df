package io.twofold.trainer.checkpoint;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the state of a run's parts, each under names of its own. */
public final class CheckpointWriter {

  private final String prefix;
  private final Map<String, float[]> arrays;
  private final Map<String, Long> numbers;

  /** A writer without entries. */
  public CheckpointWriter() {
    this("", new TreeMap<>(), new TreeMap<>());
  }

  private CheckpointWriter(String prefix, Map<String, float[]> arrays, Map<String, Long> numbers) {
    this.prefix = prefix;
    this.arrays = arrays;
    this.numbers = numbers;
  }

  /** The same writer for a part: its entries are named {@code name/…}. */
  public CheckpointWriter part(String name) {
    return new CheckpointWriter(prefix + name + "/", arrays, numbers);
  }

  /**
   * Puts an array, which is copied.
   *
   * @throws IllegalArgumentException where the name is taken
   */
  public void put(String name, float[] values) {
    requireNew(arrays.put(prefix + name, values.clone()), name);
  }

  /**
   * Puts a number.
   *
   * @throws IllegalArgumentException where the name is taken
   */
  public void put(String name, long value) {
    requireNew(numbers.put(prefix + name, value), name);
  }

  /** What was put so far. */
  public Checkpoint toCheckpoint(Map<String, String> identity) {
    return new Checkpoint(identity, arrays, numbers);
  }

  private void requireNew(@Nullable Object before, String name) {
    if (before != null) {
      throw new IllegalArgumentException("a checkpoint has one entry " + prefix + name + ", not 2");
    }
  }
}
