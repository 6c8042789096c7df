package io.twofold.trainer.checkpoint;

/** A part of a training run whose state survives the process. */
public interface Checkpointed {

  /** Puts all that a run needs to go on from here. */
  void save(CheckpointWriter out);

  /**
   * Takes what {@link #save} put: afterwards this part goes on as the saved one would have.
   *
   * @throws CheckpointException where an entry is missing or of another size
   */
  void restore(CheckpointReader in) throws CheckpointException;
}
