package io.twofold.trainer.checkpoint;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the state of a run's parts, each under names of its own. */
public final class CheckpointWriter {

  private final String prefix;
  private final Map<String, float[]> arrays;
  private final Map<String, Long> numbers;
  private final Map<String, String> texts;

  /** A writer without entries. */
  public CheckpointWriter() {
    this("", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  private CheckpointWriter(
      String prefix,
      Map<String, float[]> arrays,
      Map<String, Long> numbers,
      Map<String, String> texts) {
    this.prefix = prefix;
    this.arrays = arrays;
    this.numbers = numbers;
    this.texts = texts;
  }

  /** The same writer for a part: its entries are named {@code name/…}. */
  public CheckpointWriter part(String name) {
    return new CheckpointWriter(prefix + name + "/", arrays, numbers, texts);
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

  /**
   * Puts a text.
   *
   * @throws IllegalArgumentException where the name is taken
   */
  public void put(String name, String text) {
    requireNew(texts.put(prefix + name, text), name);
  }

  /**
   * What was put so far.
   *
   * @param identity which run it is, as {@link Checkpoint#identity}
   */
  public Checkpoint toCheckpoint(Map<String, String> identity) {
    return new Checkpoint(identity, arrays, numbers, texts);
  }

  private void requireNew(@Nullable Object before, String name) {
    if (before != null) {
      throw new IllegalArgumentException("a checkpoint has one entry " + prefix + name + ", not 2");
    }
  }
}
