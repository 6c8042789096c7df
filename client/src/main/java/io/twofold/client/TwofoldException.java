package io.twofold.client;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that failed; the message says why and, where the client knows, what to do. */
public final class TwofoldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Status.Code code;

  TwofoldException(Status.Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static TwofoldException of(Throwable failure, String target) {
    if (failure instanceof TwofoldException already) {
      return already;
    }
    Status status = Status.fromThrowable(failure);
    String description = status.getDescription() == null ? "no details" : status.getDescription();
    String message =
        switch (status.getCode()) {
          case UNAVAILABLE ->
              "no answer from %s (%s): is a server running there? ./twofold serve starts one"
                  .formatted(target, description);
          case DEADLINE_EXCEEDED -> "%s did not answer in time: %s".formatted(target, description);
          default -> description;
        };
    return new TwofoldException(status.getCode(), message, failure);
  }

  /** The gRPC status of the call. */
  public Status.Code code() {
    return code;
  }
}
