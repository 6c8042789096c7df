package io.twofold.server.rpc;

import io.grpc.Status;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.server.lifecycle.SelectionException;
import java.lang.System.Logger.Level;

/** The status that a caller sees for what went wrong. */
final class Statuses {

  private static final System.Logger LOG = System.getLogger(Statuses.class.getName());

  private Statuses() {}

  /**
   * The status for a failure. What is no caller's fault is logged here, and the caller is told no
   * more than that it happened.
   */
  static Status of(Throwable failure) {
    if (failure instanceof LatentSpaceMismatchException) {
      return Status.FAILED_PRECONDITION.withDescription(failure.getMessage());
    }
    if (failure instanceof InvalidInputException) {
      return Status.INVALID_ARGUMENT.withDescription(failure.getMessage());
    }
    if (failure instanceof SelectionException selection) {
      return of(selection.kind()).withDescription(failure.getMessage());
    }
    LOG.log(Level.ERROR, "a call failed", failure);
    return Status.INTERNAL.withDescription("the server failed; its log says why");
  }

  private static Status of(SelectionException.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> Status.NOT_FOUND;
      case AMBIGUOUS -> Status.INVALID_ARGUMENT;
      case NOT_READY -> Status.UNAVAILABLE;
    };
  }
}
