package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.twofold.client.ErrorDetails.FieldViolation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorDetailsTest {

  @Test
  void everyKindIsRead() {
    ErrorDetails details =
        exception(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason("LATENT_SPACE_MISMATCH")
                        .putMetadata("expected_latent_space", "run-3")
                        .build()),
                Any.pack(
                    BadRequest.newBuilder()
                        .addFieldViolations(
                            BadRequest.FieldViolation.newBuilder()
                                .setField("codes.latent_space")
                                .setDescription("must be run-3"))
                        .build()),
                Any.pack(
                    RetryInfo.newBuilder()
                        .setRetryDelay(
                            com.google.protobuf.Duration.newBuilder()
                                .setSeconds(1)
                                .setNanos(500_000_000))
                        .build()))
            .details();

    assertThat(details.reason()).isEqualTo("LATENT_SPACE_MISMATCH");
    assertThat(details.facts()).containsExactly(Map.entry("expected_latent_space", "run-3"));
    assertThat(details.violations())
        .containsExactly(new FieldViolation("codes.latent_space", "must be run-3"));
    assertThat(details.retryDelay()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void detailsOfOtherKindsAreLeftOut() {
    Message other = com.google.protobuf.Duration.getDefaultInstance();
    assertThat(exception(Any.pack(other)).details()).isEqualTo(ErrorDetails.NONE);
  }

  @Test
  void detailsThatCannotBeReadAreNone() {
    Any broken = Any.pack(ErrorInfo.getDefaultInstance());
    ByteString garbage = ByteString.copyFrom(new byte[] {-1, -1});
    assertThat(exception(broken.toBuilder().setValue(garbage).build()).details())
        .isEqualTo(ErrorDetails.NONE);
  }

  @Test
  void withoutDetailsThereAreNone() {
    assertThat(new TwofoldException(Status.Code.INTERNAL, "broken", null).details())
        .isEqualTo(ErrorDetails.NONE);
    assertThat(
            new TwofoldException(
                    Status.Code.INTERNAL, "broken", Status.INTERNAL.asRuntimeException())
                .details())
        .isEqualTo(ErrorDetails.NONE);
  }

  @Test
  void detailsCanBeSerialised() throws Exception {
    ErrorDetails details =
        exception(Any.pack(ErrorInfo.newBuilder().setReason("OVERLOADED").build())).details();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(details);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(details);
    }
  }

  private static TwofoldException exception(Any... details) {
    com.google.rpc.Status status =
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.FAILED_PRECONDITION.value())
            .setMessage("no")
            .addAllDetails(List.of(details))
            .build();
    return new TwofoldException(
        Status.Code.FAILED_PRECONDITION, "no", StatusProto.toStatusRuntimeException(status));
  }
}
