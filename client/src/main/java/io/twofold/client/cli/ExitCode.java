package io.twofold.client.cli;

import io.grpc.Status;

/** What the commands return to the shell. */
final class ExitCode {

  static final int OK = 0;
  static final int OTHER = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int NO_ANSWER = 4;

  /** A version that was watched was taken back. */
  static final int TAKEN_BACK = 5;

  /** The rest was done. */
  static final int SOME_LEFT_OUT = 6;

  /** The server or the model that was asked for takes no calls. */
  static final int NOT_SERVING = 7;

  private ExitCode() {}

  /** The exit code for a call that ended with {@code status}. */
  static int of(Status.Code status) {
    return switch (status) {
      case INVALID_ARGUMENT,
          ABORTED,
          NOT_FOUND,
          FAILED_PRECONDITION,
          UNAUTHENTICATED,
          PERMISSION_DENIED ->
          REFUSED;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> NO_ANSWER;
      default -> OTHER;
    };
  }
}
