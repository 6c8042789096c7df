package io.twofold.server.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;

/**
 * The refusal of a server that has too much to do. It is made once, for it is given when there is
 * no time: without a stack trace, and without anything to format.
 */
final class Refusals {

  private static final long RETRY_MILLIS = 100;
  private static final Status OVERLOADED =
      Status.RESOURCE_EXHAUSTED.withDescription(
          "the server has as many calls as it can answer in time; try again in 0.1 s");
  private static final byte[] DETAILS = details();

  private Refusals() {}

  /** Ends a call before its message is read. */
  static void overload(ServerCall<?, ?> call) {
    call.close(OVERLOADED, trailers());
  }

  /** The same for a call that has got further. */
  static StatusException overloaded() {
    return new Stackless(OVERLOADED, trailers());
  }

  /** gRPC writes into the trailers that it sends, so each refusal has its own. */
  private static Metadata trailers() {
    Metadata trailers = new Metadata();
    trailers.put(DetailedRefusals.DETAILS, DETAILS);
    return trailers;
  }

  private static byte[] details() {
    byte[] details =
        new Refusal(OVERLOADED.getCode(), Reason.OVERLOADED, OVERLOADED.getDescription())
            .retryAfterMillis(RETRY_MILLIS)
            .trailers()
            .get(DetailedRefusals.DETAILS);
    if (details == null) {
      throw new IllegalStateException("a refusal without details");
    }
    return details;
  }

  private static final class Stackless extends StatusException {

    private static final long serialVersionUID = 1L;

    Stackless(Status status, Metadata trailers) {
      super(status, trailers);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
