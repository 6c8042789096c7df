package io.twofold.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.protobuf.StatusProto;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a refusal for programs to act on.
 *
 * @param reason why, as one word such as {@code LATENT_SPACE_MISMATCH}; empty where it is not said
 * @param facts what belongs to the reason, such as {@code expected_latent_space}
 * @param violations the fields of the request that are wrong, as far as they are named
 * @param retryDelay after how long the same call may succeed; null where it is not said
 */
public record ErrorDetails(
    String reason,
    Map<String, String> facts,
    List<FieldViolation> violations,
    @Nullable Duration retryDelay)
    implements Serializable {

  private static final System.Logger LOG = System.getLogger(ErrorDetails.class.getName());

  /** Nothing was said. */
  public static final ErrorDetails NONE = new ErrorDetails("", Map.of(), List.of(), null);

  /** Copies the collections. */
  public ErrorDetails {
    facts = Map.copyOf(facts);
    violations = List.copyOf(violations);
  }

  /**
   * A wrong field of a request.
   *
   * @param field its path, as in {@code images.count}
   * @param description what is wrong with it
   */
  public record FieldViolation(String field, String description) implements Serializable {}

  /** The details that came with a failed call. */
  static ErrorDetails of(Throwable failure) {
    try {
      com.google.rpc.Status status = StatusProto.fromThrowable(failure);
      return status == null ? NONE : of(status.getDetailsList());
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      LOG.log(Level.DEBUG, "the details of a refusal cannot be read", e);
      return NONE;
    }
  }

  private static ErrorDetails of(List<Any> details) throws InvalidProtocolBufferException {
    String reason = "";
    Map<String, String> facts = new HashMap<>();
    List<FieldViolation> violations = new ArrayList<>();
    Duration retryDelay = null;
    for (Any detail : details) {
      if (detail.is(ErrorInfo.class)) {
        ErrorInfo info = detail.unpack(ErrorInfo.class);
        reason = info.getReason();
        facts.putAll(info.getMetadataMap());
      } else if (detail.is(BadRequest.class)) {
        detail.unpack(BadRequest.class).getFieldViolationsList().stream()
            .map(wrong -> new FieldViolation(wrong.getField(), wrong.getDescription()))
            .forEach(violations::add);
      } else if (detail.is(RetryInfo.class)) {
        com.google.protobuf.Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
        retryDelay = Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
      }
    }
    return new ErrorDetails(reason, facts, violations, retryDelay);
  }
}
