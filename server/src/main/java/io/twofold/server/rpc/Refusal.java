package io.twofold.server.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the making: a status with its details in {@code grpc-status-details-bin}. Texts are
 * cut to what fits into the headers that every client takes, because callers choose parts of them.
 */
final class Refusal {

  /** The domain of every {@link Reason}. */
  static final String DOMAIN = "twofold.io";

  private static final int MAX_MESSAGE = 400;
  private static final int MAX_VALUE = 100;

  private final com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder();
  private final ErrorInfo.Builder info = ErrorInfo.newBuilder().setDomain(DOMAIN);
  private @Nullable BadRequest violations;
  private @Nullable RetryInfo retry;

  /**
   * @param message what was expected, what came and the way out
   */
  Refusal(Status.Code code, Reason reason, @Nullable String message) {
    status
        .setCode(code.value())
        .setMessage(cut(message == null ? reason.name() : message, MAX_MESSAGE));
    info.setReason(reason.name());
  }

  /** Adds a fact that a program may need, by a key in lower case. */
  Refusal fact(String key, String value) {
    info.putMetadata(key, cut(value, MAX_VALUE));
    return this;
  }

  /** Names the request's field at fault, as in {@code images.count}; null for none. */
  Refusal field(@Nullable String path) {
    if (path != null) {
      violations =
          BadRequest.newBuilder()
              .addFieldViolations(
                  FieldViolation.newBuilder()
                      .setField(cut(path, MAX_VALUE))
                      .setDescription(status.getMessage()))
              .build();
    }
    return this;
  }

  /** Says that the same call may succeed after so many milliseconds. */
  Refusal retryAfterMillis(long millis) {
    retry =
        RetryInfo.newBuilder()
            .setRetryDelay(
                Duration.newBuilder()
                    .setSeconds(millis / 1_000)
                    .setNanos((int) (millis % 1_000) * 1_000_000))
            .build();
    return this;
  }

  StatusException exception() {
    status.addDetails(Any.pack(info.build()));
    if (violations != null) {
      status.addDetails(Any.pack(violations));
    }
    if (retry != null) {
      status.addDetails(Any.pack(retry));
    }
    return StatusProto.toStatusException(status.build());
  }

  /** The details alone. */
  Metadata trailers() {
    Metadata trailers = exception().getTrailers();
    return trailers == null ? new Metadata() : trailers;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
