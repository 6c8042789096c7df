package io.twofold.bench.cli;

import io.grpc.Status;

/** What the command returns to the shell. */
final class ExitCode {

  static final int OK = 0;
  static final int OTHER = 1;
  static final int REFUSED = 3;
  static final int NO_ANSWER = 4;

  private ExitCode() {}

  /** The exit code for a call that ended with {@code status} before the load began. */
  static int of(Status.Code status) {
    return switch (status) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          FAILED_PRECONDITION,
          RESOURCE_EXHAUSTED,
          UNAUTHENTICATED,
          PERMISSION_DENIED ->
          REFUSED;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> NO_ANSWER;
      default -> OTHER;
    };
  }
}
