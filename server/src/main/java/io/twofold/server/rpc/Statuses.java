package io.twofold.server.rpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.server.batching.QueueFullException;
import io.twofold.server.lifecycle.SelectionException;
import io.twofold.server.rollout.RolloutException;
import java.lang.System.Logger.Level;

/** The status, with details, that a caller sees for what went wrong. */
final class Statuses {

  /** When to ask again for a model that is being loaded. */
  private static final long READY_MILLIS = 1_000;

  /** When to try again what found the server stopping: another one takes its place. */
  private static final long STOPPING_MILLIS = 1_000;

  /** When to try again what came while too much was going on. */
  private static final long OVERLOAD_MILLIS = 100;

  private static final System.Logger LOG = System.getLogger(Statuses.class.getName());

  private Statuses() {}

  /**
   * The status for a failure. What is no caller's fault is logged here, and the caller is told no
   * more than that it happened.
   */
  static StatusException of(Throwable failure) {
    if (failure instanceof StatusException refused) {
      return refused;
    }
    if (failure instanceof LatentSpaceMismatchException mismatch) {
      return new Refusal(
              Status.Code.FAILED_PRECONDITION, Reason.LATENT_SPACE_MISMATCH, mismatch.getMessage())
          .fact("expected_latent_space", mismatch.expected())
          .fact("actual_latent_space", mismatch.actual())
          .exception();
    }
    if (failure instanceof InvalidInputException invalid) {
      return new Refusal(Status.Code.INVALID_ARGUMENT, Reason.INVALID_INPUT, invalid.getMessage())
          .field(invalid.field())
          .exception();
    }
    if (failure instanceof SelectionException selection) {
      return of(selection).exception();
    }
    if (failure instanceof RolloutException rollout) {
      return of(rollout).exception();
    }
    if (failure instanceof QueueFullException) {
      return Refusals.overloaded();
    }
    LOG.log(Level.ERROR, "a call failed", failure);
    return new Refusal(
            Status.Code.INTERNAL, Reason.SERVER_FAULT, "the server failed; its log says why")
        .exception();
  }

  private static Refusal of(RolloutException rollout) {
    String message = rollout.getMessage();
    return switch (rollout.kind()) {
      case INVALID -> new Refusal(Status.Code.INVALID_ARGUMENT, Reason.INVALID_INPUT, message);
      case UNKNOWN -> new Refusal(Status.Code.NOT_FOUND, Reason.MODEL_NOT_SERVED, message);
      case STATE -> new Refusal(Status.Code.FAILED_PRECONDITION, Reason.ROLLOUT_STATE, message);
      case CHANGED -> new Refusal(Status.Code.ABORTED, Reason.ROLLOUT_CHANGED, message);
      case STORAGE -> new Refusal(Status.Code.INTERNAL, Reason.STORAGE_FAULT, message);
    };
  }

  private static Refusal of(SelectionException selection) {
    String message = selection.getMessage();
    return switch (selection.kind()) {
      case UNKNOWN -> new Refusal(Status.Code.NOT_FOUND, Reason.MODEL_NOT_SERVED, message);
      case AMBIGUOUS ->
          new Refusal(Status.Code.INVALID_ARGUMENT, Reason.MODEL_REQUIRED, message)
              .field("model.model");
      case NOT_READY ->
          new Refusal(Status.Code.UNAVAILABLE, Reason.MODEL_NOT_READY, message)
              .retryAfterMillis(READY_MILLIS);
    };
  }

  /** A refusal that says what its code alone tells, for one that came without details. */
  static Refusal plain(Status status) {
    Status.Code code = status.getCode();
    String message = status.getDescription();
    return switch (code) {
      case UNAVAILABLE ->
          new Refusal(code, Reason.SERVER_STOPPING, message).retryAfterMillis(STOPPING_MILLIS);
      case RESOURCE_EXHAUSTED ->
          new Refusal(code, Reason.OVERLOADED, message).retryAfterMillis(OVERLOAD_MILLIS);
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
          new Refusal(code, Reason.INVALID_INPUT, message);
      case NOT_FOUND -> new Refusal(code, Reason.MODEL_NOT_SERVED, message);
      case DEADLINE_EXCEEDED -> new Refusal(code, Reason.DEADLINE_EXCEEDED, message);
      case CANCELLED -> new Refusal(code, Reason.CANCELLED, message);
      case UNAUTHENTICATED -> new Refusal(code, Reason.UNAUTHENTICATED, message);
      case PERMISSION_DENIED -> new Refusal(code, Reason.PERMISSION_DENIED, message);
      case UNIMPLEMENTED -> new Refusal(code, Reason.UNIMPLEMENTED, message);
      case OK, UNKNOWN, INTERNAL, DATA_LOSS, ABORTED, ALREADY_EXISTS ->
          new Refusal(code, Reason.SERVER_FAULT, message);
    };
  }
}
