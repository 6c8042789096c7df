package io.twofold.codec;

import org.jspecify.annotations.Nullable;

/** An input that a codec cannot take; the message says what was expected and what came. */
public class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * Of an input without a single field at fault.
   *
   * @param message what was expected and what came
   */
  public InvalidInputException(String message) {
    this(null, message);
  }

  /**
   * Of an input with a field at fault.
   *
   * @param field the path of the input at fault, as in {@code images.count}; null where no single
   *     one is
   * @param message what was expected and what came
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
