package io.twofold.codec;

import org.jspecify.annotations.Nullable;

/** An input that a codec cannot take; the message says what was expected and what came. */
public class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  public InvalidInputException(String message) {
    this(null, message);
  }

  /**
   * @param field the path of the input at fault, as in {@code images.count}; null where no single
   *     one is
   */
  public InvalidInputException(@Nullable String field, String message) {
    super(message);
    this.field = field;
  }

  /** The path of the input at fault, as in {@code images.count}; null where no single one is. */
  public @Nullable String field() {
    return field;
  }
}
