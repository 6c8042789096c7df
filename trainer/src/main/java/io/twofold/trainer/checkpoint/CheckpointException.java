package io.twofold.trainer.checkpoint;

import java.io.IOException;

/** A checkpoint is broken, or belongs to another run; the message says which and how. */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A failure with its reason. */
  public CheckpointException(String message) {
    super(message);
  }

  /** A failure that another one caused. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
