package io.twofold.server.batching;

/** A job was not run, because no one waits for it any more. */
public final class UnwantedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnwantedException() {
    super("no one waits for the answer", null, false, false);
  }
}
