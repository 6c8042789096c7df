package io.twofold.server.batching;

/** A job was refused, because too many items wait already. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  QueueFullException() {
    super("too many items wait already", null, false, false);
  }
}
