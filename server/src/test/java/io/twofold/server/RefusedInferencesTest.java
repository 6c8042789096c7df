package io.twofold.server;

import static io.twofold.server.Inferences.images;
import static io.twofold.server.Inferences.parameter;
import static io.twofold.server.Inferences.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.InferParameter;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import io.twofold.inference.v1.ModelInferRequest.InferRequestedOutputTensor;
import io.twofold.inference.v1.ModelMetadataRequest;
import io.twofold.inference.v1.ModelReadyRequest;
import io.twofold.inference.v1.RepositoryIndexRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference requests that name what is not there, or ask for what is not given. */
class RefusedInferencesTest {

  private static final float[] IMAGE = TinyBundle.images(1, 1);
  private static final ModelInferRequest GOOD = raw("tiny.enc_s", List.of(images("x", 1)), IMAGE);

  @TempDir static Path repository;
  private static RefusedInferences inferences;

  @BeforeAll
  static void start() throws Exception {
    inferences = new RefusedInferences(repository);
  }

  @AfterAll
  static void stop() {
    inferences.close();
  }

  @Test
  void namesOfModels() {
    ModelInferRequest.Builder request = GOOD.toBuilder();
    inferences.refuses(
        request.setModelName("").build(), "model_name", "is required, as in mnist.swap");
    inferences.notFound(
        request.setModelName("tiny").build(), "model 'tiny' is not served: a name is");
    inferences.notFound(request.setModelName(".swap").build(), "model '.swap' is not served");
    inferences.notFound(
        request.setModelName("nobody.dec").build(), "model 'nobody' is not served; served:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "one", "1.0", "01", "9999999999999999999", " 1"})
  void versionsThatAreNone(String version) {
    inferences.refuses(
        GOOD.toBuilder().setModelVersion(version).build(),
        "model_version",
        "must be a positive number, or empty to leave the choice to the server, not '%s'"
            .formatted(version));
  }

  @Test
  void aVersionThatIsNotServed() {
    inferences.notFound(GOOD.toBuilder().setModelVersion("7").build(), "version 7 of model 'tiny'");
  }

  @Test
  void outputsThatAreNotGiven() {
    InferRequestedOutputTensor s = InferRequestedOutputTensor.newBuilder().setName("s").build();
    inferences.refuses(
        GOOD.toBuilder().addOutputs(s.toBuilder().setName("z")).build(),
        "outputs[0].name",
        "must be s, not 'z'");
    inferences.refuses(
        GOOD.toBuilder().addOutputs(s).addOutputs(s).build(), "outputs[1].name", "came before");
    inferences.refuses(
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
    inferences.refuses(
        raw("tiny.enc_s", List.of(shared), IMAGE),
        "inputs[0].parameters",
        "'shared_memory_region' is not supported");
  }

  @Test
  void latentSpaces() {
    InferParameter number = InferParameter.newBuilder().setInt64Param(1).build();
    inferences.refuses(
        GOOD.toBuilder().putParameters("latent_space", number).build(),
        "parameters.latent_space",
        "must be a string_param");
    com.google.rpc.Status status =
        inferences.refusal(
            () ->
                inferences.stub.modelInfer(
                    GOOD.toBuilder().putParameters("latent_space", parameter("other")).build()));
    assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION.value());
    assertThat(status.getMessage()).contains("latent space 'other'", "latent space 'tiny-1'");
  }

  @Test
  void questionsAboutModels() {
    assertThat(
            inferences
                .refusal(
                    () ->
                        inferences.stub.modelMetadata(
                            ModelMetadataRequest.newBuilder().setName("tiny").build()))
                .getCode())
        .isEqualTo(Code.NOT_FOUND.value());
    assertThat(
            inferences
                .refusal(
                    () ->
                        inferences.stub.modelReady(
                            ModelReadyRequest.newBuilder()
                                .setName("tiny.swap")
                                .setVersion("new")
                                .build()))
                .getMessage())
        .startsWith("version must be a positive number");
    assertThat(
            inferences
                .refusal(
                    () ->
                        inferences.stub.repositoryIndex(
                            RepositoryIndexRequest.newBuilder().setRepositoryName("r").build()))
                .getMessage())
        .startsWith("repository_name must be empty");
  }
}
