package io.twofold.server;

import static io.twofold.server.Inferences.contents;
import static io.twofold.server.Inferences.images;
import static io.twofold.server.Inferences.parameter;
import static io.twofold.server.Inferences.raw;
import static io.twofold.server.Inferences.tensor;
import static io.twofold.server.Inferences.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.twofold.inference.v1.InferParameter;
import io.twofold.inference.v1.InferTensorContents;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import io.twofold.inference.v1.ModelInferRequest.InferRequestedOutputTensor;
import io.twofold.inference.v1.ModelMetadataRequest;
import io.twofold.inference.v1.ModelReadyRequest;
import io.twofold.inference.v1.RepositoryIndexRequest;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference requests that cannot be answered: the field at fault is named, and what it must be. */
class RefusedInferencesTest {

  private static final float[] IMAGE = TinyBundle.images(1, 1);
  private static final ModelInferRequest GOOD = raw("tiny.enc_s", List.of(images("x", 1)), IMAGE);

  @TempDir static Path repository;
  private static RunningServer running;
  private static GRPCInferenceServiceBlockingStub stub;

  @BeforeAll
  static void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running = RunningServer.start(repository);
    stub = GRPCInferenceServiceGrpc.newBlockingStub(running.channel());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void namesOfModels() {
    ModelInferRequest.Builder request = GOOD.toBuilder();
    refuses(request.setModelName("").build(), "model_name", "is required, as in mnist.swap");
    notFound(request.setModelName("tiny").build(), "model 'tiny' is not served: a name is");
    notFound(request.setModelName(".swap").build(), "model '.swap' is not served");
    notFound(request.setModelName("nobody.dec").build(), "model 'nobody' is not served; served:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "one", "1.0", "01", "9999999999999999999", " 1"})
  void versionsThatAreNone(String version) {
    refuses(
        GOOD.toBuilder().setModelVersion(version).build(),
        "model_version",
        "must be a positive number, or empty to leave the choice to the server, not '%s'"
            .formatted(version));
  }

  @Test
  void aVersionThatIsNotServed() {
    notFound(GOOD.toBuilder().setModelVersion("7").build(), "version 7 of model 'tiny'");
  }

  @Test
  void inputsThatAreMissingOrUnknown() {
    refuses(raw("tiny.enc_s", List.of()), "inputs", "must hold 'x'");
    refuses(raw("tiny.dec", List.of(tensor("s", 1, 3)), new float[3]), "inputs", "must hold 'z'");
    refuses(
        raw("tiny.enc_s", List.of(images("y", 1)), IMAGE),
        "inputs[0].name",
        "must be one of x, not 'y'");
    refuses(
        raw("tiny.swap", List.of(images("style", 1), images("style", 1)), IMAGE, IMAGE),
        "inputs[1].name",
        "'style' came before");
  }

  @Test
  void dataTypes() {
    refuses(
        raw("tiny.enc_s", List.of(images("x", 1).toBuilder().setDatatype("UINT8").build()), IMAGE),
        "inputs[0].datatype",
        "must be FP32, not 'UINT8'");
  }

  @Test
  void shapes() {
    refusesShape(tensor("x"), "must be [batch, 1, 4, 5] or [batch, 20] with a batch");
    refusesShape(tensor("x", 1), "not [1]");
    refusesShape(tensor("x", 20), "not [20]");
    refusesShape(tensor("x", 1, 5, 4, 1), "not [1, 5, 4, 1]");
    refusesShape(tensor("x", 1, 1, 4, 5, 1), "not [1, 1, 4, 5, 1]");
    refusesShape(tensor("x", 0, 20), "with a batch of at least 1, not [0, 20]");
    refusesShape(tensor("x", -1, 20), "with a batch of at least 1, not [-1, 20]");
    refusesShape(tensor("x", 1025, 20), "1025 came, one call may have 1024");
    refusesShape(tensor("x", Long.MAX_VALUE, 20), "9223372036854775807 came");
    refuses(
        raw("tiny.dec", List.of(tensor("s", 1, 4), tensor("z", 1, 2)), new float[4], new float[2]),
        "inputs[0].shape",
        "must be [batch, 3] with a batch of at least 1, not [1, 4]");
    refuses(
        raw(
            "tiny.swap",
            List.of(images("content", 1), images("style", 2)),
            IMAGE,
            TinyBundle.images(2, 1)),
        "inputs[1].shape",
        "must have the batch 1 of the inputs before it, not 2");
  }

  @Test
  void rawAndTypedValuesTogether() {
    InferInputTensor both = images("x", 1).toBuilder().setContents(contents(IMAGE)).build();
    refuses(
        raw("tiny.enc_s", List.of(both), IMAGE),
        "inputs[0].contents",
        "must be left out: raw_input_contents came");
    refuses(
        raw("tiny.swap", List.of(images("content", 1), images("style", 1)), IMAGE),
        "raw_input_contents",
        "must hold the values of each input or of none: 1 came with 2 inputs");
  }

  @Test
  void aWrongNumberOfValues() {
    refuses(
        raw("tiny.enc_s", List.of(images("x", 2)), IMAGE),
        "raw_input_contents[0]",
        "of 40 values needs 160 bytes, not 80");
    refuses(
        GOOD.toBuilder().setRawInputContents(0, ByteString.copyFrom(new byte[79])).build(),
        "raw_input_contents[0]",
        "of 20 values needs 80 bytes, not 79");
    refuses(
        typed("tiny.enc_s", List.of(images("x", 2)), IMAGE),
        "inputs[0].contents.fp32_contents",
        "must hold the 40 values of the shape, not 20");
    refuses(
        GOOD.toBuilder().clearRawInputContents().build(),
        "inputs[0].contents.fp32_contents",
        "must hold the 20 values of the shape, not 0");
  }

  @Test
  void typedValuesOfAnotherType() {
    InferTensorContents more = contents(IMAGE).toBuilder().addIntContents(1).build();
    refuses(
        ModelInferRequest.newBuilder()
            .setModelName("tiny.enc_s")
            .addInputs(images("x", 1).toBuilder().setContents(more))
            .build(),
        "inputs[0].contents",
        "must hold fp32_contents and nothing else");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFinite(float value) {
    float[] images = TinyBundle.images(2, 1);
    images[23] = value;
    String what = "must be finite: item 1 holds " + value + " at position 3";
    refuses(raw("tiny.enc_s", List.of(images("x", 2)), images), "inputs[0]", what);
    refuses(typed("tiny.enc_s", List.of(images("x", 2)), images), "inputs[0]", what);
    refuses(
        raw(
            "tiny.dec",
            List.of(tensor("s", 1, 3), tensor("z", 1, 2)),
            new float[3],
            new float[] {0, value}),
        "inputs[1]",
        "must be finite: item 0 holds " + value + " at position 1");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, 255f})
  void imagesOutsideTheRange(float value) {
    float[] image = IMAGE.clone();
    image[3] = value;
    refuses(
        raw("tiny.enc_s", List.of(images("x", 1)), image),
        "inputs[0]",
        "must be valued 0 to 1: item 0 holds " + value + " at position 3");
  }

  @Test
  void outputsThatAreNotGiven() {
    InferRequestedOutputTensor s = InferRequestedOutputTensor.newBuilder().setName("s").build();
    refuses(
        GOOD.toBuilder().addOutputs(s.toBuilder().setName("z")).build(),
        "outputs[0].name",
        "must be s, not 'z'");
    refuses(GOOD.toBuilder().addOutputs(s).addOutputs(s).build(), "outputs[1].name", "came before");
    refuses(
        GOOD.toBuilder()
            .addOutputs(s.toBuilder().putParameters("classification", parameter("3")))
            .build(),
        "outputs[0].parameters",
        "'classification' is not supported");
  }

  @Test
  void sharedMemory() {
    InferInputTensor shared =
        images("x", 1).toBuilder().putParameters("shared_memory_region", parameter("r")).build();
    refuses(
        raw("tiny.enc_s", List.of(shared), IMAGE),
        "inputs[0].parameters",
        "'shared_memory_region' is not supported");
  }

  @Test
  void latentSpaces() {
    InferParameter number = InferParameter.newBuilder().setInt64Param(1).build();
    refuses(
        GOOD.toBuilder().putParameters("latent_space", number).build(),
        "parameters.latent_space",
        "must be a string_param");
    com.google.rpc.Status status =
        refusal(
            () ->
                stub.modelInfer(
                    GOOD.toBuilder().putParameters("latent_space", parameter("other")).build()));
    assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION.value());
    assertThat(status.getMessage()).contains("latent space 'other'", "latent space 'tiny-1'");
  }

  @Test
  void questionsAboutModels() {
    assertThat(
            refusal(
                    () ->
                        stub.modelMetadata(
                            ModelMetadataRequest.newBuilder().setName("tiny").build()))
                .getCode())
        .isEqualTo(Code.NOT_FOUND.value());
    assertThat(
            refusal(
                    () ->
                        stub.modelReady(
                            ModelReadyRequest.newBuilder()
                                .setName("tiny.swap")
                                .setVersion("new")
                                .build()))
                .getMessage())
        .startsWith("version must be a positive number");
    assertThat(
            refusal(
                    () ->
                        stub.repositoryIndex(
                            RepositoryIndexRequest.newBuilder().setRepositoryName("r").build()))
                .getMessage())
        .startsWith("repository_name must be empty");
  }

  private static void refusesShape(InferInputTensor tensor, String message) {
    com.google.rpc.Status status =
        refusal(() -> stub.modelInfer(raw("tiny.enc_s", List.of(tensor), IMAGE)));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(status.getMessage()).startsWith("inputs[0].shape").contains(message);
  }

  /** The refusal of a request names a field, in its message and in its details. */
  private static void refuses(ModelInferRequest request, String field, String what) {
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

  private static void notFound(ModelInferRequest request, String message) {
    com.google.rpc.Status status = refusal(() -> stub.modelInfer(request));
    assertThat(status.getCode()).isEqualTo(Code.NOT_FOUND.value());
    assertThat(status.getMessage()).contains(message);
  }

  private static com.google.rpc.Status refusal(ThrowingCallable call) {
    com.google.rpc.Status status =
        StatusProto.fromThrowable(catchThrowableOfType(StatusRuntimeException.class, call));
    assertThat(status).isNotNull();
    return status;
  }
}
