package io.twofold.server.lifecycle;

/** No version can be chosen for a call; the message says what could be. */
public final class SelectionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Kind {
    /** The model, or the version, is not served here. */
    UNKNOWN,
    /** No model was named, and several are served. */
    AMBIGUOUS,
    /** The model is known, and no version of it takes calls now. */
    NOT_READY
  }

  private final Kind kind;

  SelectionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
