package io.twofold.batch;

import java.io.IOException;
import java.io.Serial;

/** A data set that is not worked on, or whose answers are not kept; the message says why. */
public final class RefusedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}
