package io.twofold.trainer.checkpoint;

/** Gives the state of a run's parts back, by the names under which it was put. */
public final class CheckpointReader {

  private final Checkpoint checkpoint;
  private final String prefix;

  /** A reader of all entries. */
  public CheckpointReader(Checkpoint checkpoint) {
    this(checkpoint, "");
  }

  private CheckpointReader(Checkpoint checkpoint, String prefix) {
    this.checkpoint = checkpoint;
    this.prefix = prefix;
  }

  /** The same reader for a part: its entries are named {@code name/…}. */
  public CheckpointReader part(String name) {
    return new CheckpointReader(checkpoint, prefix + name + "/");
  }

  /** Whether there is an array or a number of that name. */
  public boolean has(String name) {
    return checkpoint.arrays().containsKey(prefix + name)
        || checkpoint.numbers().containsKey(prefix + name);
  }

  /**
   * An array of its own.
   *
   * @param length values that it must have
   * @throws CheckpointException where there is none of that name and length
   */
  public float[] floats(String name, int length) throws CheckpointException {
    float[] values = checkpoint.arrays().get(prefix + name);
    if (values == null || values.length != length) {
      throw new CheckpointException(
          "the checkpoint has %s values of %s where this run needs %d"
              .formatted(values == null ? "no" : values.length, prefix + name, length));
    }
    return values.clone();
  }

  /**
   * A number.
   *
   * @throws CheckpointException where there is none of that name
   */
  public long number(String name) throws CheckpointException {
    Long value = checkpoint.numbers().get(prefix + name);
    if (value == null) {
      throw new CheckpointException("the checkpoint has no number " + prefix + name);
    }
    return value;
  }
}
