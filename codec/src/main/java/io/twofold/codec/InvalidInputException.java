package io.twofold.codec;

/** An input that a codec cannot take; the message says what was expected and what came. */
public class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }
}
