package io.twofold.client.cli;

import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What a command's exit code says. */
final class ExitCodes {

  /** All went well. */
  static final int OK = 0;

  /** A file could not be read or written, or something else went wrong here. */
  static final int FAILED = 1;

  /** The server refused the call: the message says why. */
  static final int REFUSED = 3;

  /** The server could not be reached, or did not answer in time. */
  static final int UNREACHABLE = 4;

  /** The line of each command's help that documents the codes. */
  static final String HELP =
      "Exit codes: 0 done, 1 a file cannot be read or written, 2 wrong command line, 3 the server"
          + " refused, 4 no answer from the server.";

  private ExitCodes() {}

  /** Prints a failure in one line; anything that no one foresaw keeps its stack trace. */
  static int report(Exception failure, PrintWriter err) throws Exception {
    if (failure instanceof TwofoldException call) {
      err.println("twofold: " + call.getMessage());
      return switch (call.code()) {
        case UNAVAILABLE, DEADLINE_EXCEEDED -> UNREACHABLE;
        default -> REFUSED;
      };
    }
    if (failure instanceof NoSuchFileException missing) {
      err.println("twofold: there is no " + missing.getFile());
      return FAILED;
    }
    if (failure instanceof AccessDeniedException denied) {
      err.println("twofold: no permission for " + denied.getFile());
      return FAILED;
    }
    if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
      err.println("twofold: " + failure.getMessage());
      return FAILED;
    }
    throw failure;
  }
}
