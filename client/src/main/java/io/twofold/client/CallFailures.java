package io.twofold.client;

import io.grpc.Status;
import java.math.BigDecimal;
import java.time.Duration;

/** What gRPC reports, in the words of the library. */
record CallFailures(String target) {

  /**
   * The exception for a failed call.
   *
   * @param deadline the time that the call had
   */
  TwofoldException of(Throwable failure, Duration deadline) {
    Status status = Status.fromThrowable(failure);
    String message = message(status, deadline);
    if (status.getCode() == Status.Code.FAILED_PRECONDITION) {
      ErrorDetails details = ErrorDetails.of(failure);
      if (details.reason().equals(LatentSpaceException.REASON)) {
        return new LatentSpaceException(
            message,
            details.facts().getOrDefault("expected_latent_space", ""),
            details.facts().getOrDefault("actual_latent_space", ""),
            failure);
      }
    }
    return new TwofoldException(status.getCode(), message, failure);
  }

  /** An answer came that the contract does not allow. */
  TwofoldException broken(IllegalArgumentException why) {
    return new TwofoldException(
        Status.Code.INTERNAL,
        "the answer of %s breaks the contract: %s".formatted(target, why.getMessage()),
        why);
  }

  private String message(Status status, Duration deadline) {
    String sent =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    return switch (status.getCode()) {
      // Only a failure on this side of the wire has a cause.
      case UNAVAILABLE ->
          status.getCause() == null
              ? "the server at %s is unavailable: %s".formatted(target, TlsFailures.hinted(sent))
              : unreached(sent, status.getCause());
      case DEADLINE_EXCEEDED ->
          "no answer from %s within %s s".formatted(target, seconds(deadline));
      case INTERNAL ->
          status.getCause() == null
              ? sent
              : "cannot talk to %s, is it a Twofold server? %s: %s"
                  .formatted(target, sent, status.getCause().getMessage());
      default -> sent;
    };
  }

  private String unreached(String sent, Throwable cause) {
    String tls = TlsFailures.explain(target, cause);
    return tls != null
        ? tls
        : "no server at %s: is `./twofold serve` running? (%s)"
            .formatted(target, local(sent, cause));
  }

  /** What failed on this side of the wire, with the innermost cause where that says more. */
  private static String local(String sent, Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String why = root.getMessage();
    return why == null || sent.contains(why) ? sent : sent + ": " + why;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
