package io.twofold.trainer.data;

import java.io.IOException;

/** Images that cannot be used; the message names the file and says what to do. */
public class DataException extends IOException {

  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
