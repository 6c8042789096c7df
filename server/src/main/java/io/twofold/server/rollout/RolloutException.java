package io.twofold.server.rollout;

/** A change of a rollout that is refused; the message says why and what can be done. */
public final class RolloutException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** The request makes no sense. */
    INVALID,
    /** There is no such model or version. */
    UNKNOWN,
    /** The state does not allow it. */
    STATE,
    /** The state has changed since it was read. */
    CHANGED,
    /** The file cannot be read or written. */
    STORAGE
  }

  private final Kind kind;

  RolloutException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  RolloutException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
