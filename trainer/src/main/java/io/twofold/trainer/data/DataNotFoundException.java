package io.twofold.trainer.data;

/** A data set is neither on this machine nor to be fetched; the message names the places tried. */
public final class DataNotFoundException extends DataException {

  private static final long serialVersionUID = 1L;

  public DataNotFoundException(String message) {
    super(message);
  }

  public DataNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
