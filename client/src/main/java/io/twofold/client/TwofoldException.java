package io.twofold.client;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no answer. The message is the server's own where the server sent one.
 *
 * <p>The codes to expect:
 *
 * <ul>
 *   <li>{@code INVALID_ARGUMENT}: a wrong shape or count, a value that is not finite, a PNG that
 *       cannot be read
 *   <li>{@code NOT_FOUND}: the server does not serve that model or version
 *   <li>{@code FAILED_PRECONDITION}: the codes belong to another latent space than the version's,
 *       as a {@link LatentSpaceException}
 *   <li>{@code UNAVAILABLE}: no server answers at the address, it has no version ready, or it is
 *       shutting down
 *   <li>{@code DEADLINE_EXCEEDED}: no answer within the deadline
 *   <li>{@code RESOURCE_EXHAUSTED}: the server is overloaded, or a message is larger than allowed
 *   <li>{@code CANCELLED}: the calling thread was interrupted, or the client was closed
 *   <li>{@code INTERNAL}: the server failed, or its answer breaks the contract
 * </ul>
 */
public sealed class TwofoldException extends RuntimeException permits LatentSpaceException {

  private static final long serialVersionUID = 1L;

  private final Status.Code code;
  private final ErrorDetails details;

  /**
   * @param code the gRPC status code
   * @param message what went wrong
   * @param cause what gRPC reported, or null
   */
  public TwofoldException(Status.Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = cause == null ? ErrorDetails.NONE : ErrorDetails.of(cause);
  }

  /** The gRPC status code. */
  public Status.Code code() {
    return code;
  }

  /** What the server said for programs; {@link ErrorDetails#NONE} where it said nothing. */
  public ErrorDetails details() {
    return details;
  }
}
