package io.twofold.trainer.train;

/** A loss was not finite any more; the message says which, when, and what helps. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String loss, float value, int epoch) {
    super(
        "training diverged in epoch %d: the %s loss is %s. A lower learning rate may help."
            .formatted(epoch, loss, value));
  }

  /** The value of a loss, where it is finite. */
  static float requireFinite(String loss, float value, int epoch) {
    if (!Float.isFinite(value)) {
      throw new DivergedException(loss, value, epoch);
    }
    return value;
  }
}
