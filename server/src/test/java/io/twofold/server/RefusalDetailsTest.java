package io.twofold.server;

import static io.twofold.server.Requests.decode;
import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.Codes;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a refusal says to programs, in {@code grpc-status-details-bin}. */
class RefusalDetailsTest {

  private static final Images ONE = float32(TinyBundle.images(1, 1));

  @TempDir static Path repository;
  private static RunningServer running;

  @BeforeAll
  static void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running = RunningServer.start(repository);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void aWrongFieldIsNamed() throws Exception {
    com.google.rpc.Status status =
        refused(() -> running.stub().encode(encode(ONE.toBuilder().setCount(0).build())));

    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(detail(status, ErrorInfo.class).orElseThrow().getReason())
        .isEqualTo("INVALID_INPUT");
    assertThat(detail(status, BadRequest.class).orElseThrow().getFieldViolationsList())
        .containsExactly(
            FieldViolation.newBuilder()
                .setField("images.count")
                .setDescription("images.count must be at least 1, not 0")
                .build());
    assertThat(detail(status, RetryInfo.class)).isEmpty();
  }

  @Test
  void aWrongFileIsNamed() throws Exception {
    byte[] good = Requests.greyPngs(Requests.bytes(TinyBundle.images(1, 1))).get(0);
    com.google.rpc.Status status =
        refused(() -> running.stub().encode(encode(Requests.png(List.of(good, new byte[9])))));
    assertThat(detail(status, BadRequest.class).orElseThrow().getFieldViolations(0).getField())
        .isEqualTo("images.png.files[1]");
  }

  @Test
  void aMismatchNamesBothLatentSpaces() throws Exception {
    Codes foreign =
        running.stub().encode(encode(ONE)).getCodes().toBuilder()
            .setLatentSpace("other-run")
            .build();
    com.google.rpc.Status status =
        refused(() -> running.stub().decode(decode(foreign, ImageFormat.IMAGE_FORMAT_FLOAT32)));

    assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION.value());
    assertThat(detail(status, ErrorInfo.class))
        .contains(
            ErrorInfo.newBuilder()
                .setReason("LATENT_SPACE_MISMATCH")
                .setDomain("twofold.io")
                .putMetadata("expected_latent_space", "tiny-1")
                .putMetadata("actual_latent_space", "other-run")
                .build());
  }

  @Test
  void whatIsNotServedHasItsReason() throws Exception {
    com.google.rpc.Status status = refused(() -> running.stub().encode(encode(ONE, "nobody", 0)));
    assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND.value());
    assertThat(detail(status, ErrorInfo.class).orElseThrow().getReason())
        .isEqualTo("MODEL_NOT_SERVED");
  }

  @Test
  void aLongNameDoesNotMakeALongRefusal() {
    String name = "\uD83D\uDE00".repeat(100_000);
    com.google.rpc.Status status = refused(() -> running.stub().encode(encode(ONE, name, 0)));
    assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND.value());
    assertThat(status.getMessage()).startsWith("model '\uD83D\uDE00").endsWith("…");
  }

  private static com.google.rpc.Status refused(ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    assertThat(status).isNotNull();
    assertThat(status.getMessage()).isEqualTo(failure.getStatus().getDescription());
    return status;
  }

  private static <T extends Message> Optional<T> detail(com.google.rpc.Status status, Class<T> type)
      throws Exception {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        return Optional.of(detail.unpack(type));
      }
    }
    return Optional.empty();
  }
}
