package io.twofold.batch.source;

import java.io.IOException;
import java.io.Serial;

/** Input that cannot be read as what it should be; the message says what was found. */
public final class SourceException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
