package io.twofold.server.security;

/** A file of certificates or tokens cannot be used; the message names it, and what to do. */
public final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(message);
  }

  UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
