package io.twofold.server;

import static io.twofold.server.Inferences.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A server of one small model, and what its refusals of inference requests must hold. */
final class RefusedInferences implements AutoCloseable {

  private final RunningServer running;
  final GRPCInferenceServiceBlockingStub stub;

  RefusedInferences(Path repository) throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running = RunningServer.start(repository);
    stub = GRPCInferenceServiceGrpc.newBlockingStub(running.channel());
  }

  void refusesShape(InferInputTensor tensor, String message) {
    com.google.rpc.Status status =
        refusal(() -> stub.modelInfer(raw("tiny.enc_s", List.of(tensor), TinyBundle.images(1, 1))));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(status.getMessage()).startsWith("inputs[0].shape").contains(message);
  }

  /** The refusal of a request names a field, in its message and in its details. */
  void refuses(ModelInferRequest request, String field, String what) {
    com.google.rpc.Status status = refusal(() -> stub.modelInfer(request));
    assertThat(status.getCode()).as(status.getMessage()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(status.getMessage()).startsWith(field).contains(what);
    assertThat(status.getDetailsList())
        .filteredOn(detail -> detail.is(BadRequest.class))
        .singleElement()
        .satisfies(
            (Any detail) ->
                assertThat(detail.unpack(BadRequest.class).getFieldViolations(0).getField())
                    .isEqualTo(field));
  }

  void notFound(ModelInferRequest request, String message) {
    com.google.rpc.Status status = refusal(() -> stub.modelInfer(request));
    assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND.value());
    assertThat(status.getMessage()).contains(message);
  }

  com.google.rpc.Status refusal(ThrowingCallable call) {
    com.google.rpc.Status status =
        StatusProto.fromThrowable(catchThrowableOfType(StatusRuntimeException.class, call));
    assertThat(status).isNotNull();
    return status;
  }

  @Override
  public void close() {
    running.close();
  }
}
