package io.twofold.server;

import static io.twofold.server.Inferences.floats;
import static io.twofold.server.Inferences.images;
import static io.twofold.server.Inferences.parameter;
import static io.twofold.server.Inferences.raw;
import static io.twofold.server.Inferences.tensor;
import static io.twofold.server.Inferences.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import io.twofold.inference.v1.ModelInferRequest.InferRequestedOutputTensor;
import io.twofold.inference.v1.ModelInferResponse;
import io.twofold.inference.v1.ModelMetadataRequest;
import io.twofold.inference.v1.ModelMetadataResponse;
import io.twofold.inference.v1.ModelMetadataResponse.TensorMetadata;
import io.twofold.inference.v1.ModelReadyRequest;
import io.twofold.inference.v1.RepositoryIndexRequest;
import io.twofold.inference.v1.RepositoryIndexResponse.ModelIndex;
import io.twofold.inference.v1.ServerLiveRequest;
import io.twofold.inference.v1.ServerMetadataRequest;
import io.twofold.inference.v1.ServerReadyRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Open Inference Protocol over a real server; every value is checked against plain Java. */
class InferenceServiceTest {

  private static final int COUNT = 3;
  private static final float[] CONTENT = TinyBundle.images(COUNT, 1);
  private static final float[] STYLE = TinyBundle.images(COUNT, 2);

  @TempDir static Path repository;
  private static TinyBundle tiny;
  private static RunningServer running;
  private static GRPCInferenceServiceBlockingStub stub;

  @BeforeAll
  static void start() throws Exception {
    tiny = new TinyBundle("tiny", 1);
    tiny.publish(repository);
    Path broken = new TinyBundle("tiny", 2).publish(repository);
    Files.write(broken.resolve("dec.onnx"), new byte[] {1});
    running = RunningServer.start(repository);
    stub = GRPCInferenceServiceGrpc.newBlockingStub(running.channel());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void everyGraphAndTheSwapAreModels() {
    float[] s = tiny.encodeS(CONTENT);
    float[] z = tiny.encodeZ(STYLE);
    List<InferInputTensor> image = List.of(images("x", COUNT));
    List<InferInputTensor> codes = List.of(tensor("s", COUNT, 3), tensor("z", COUNT, 2));
    List<InferInputTensor> pair = List.of(images("content", COUNT), images("style", COUNT));

    answers(raw("tiny.enc_s", image, CONTENT), "s", List.of(3L, 3L), s);
    answers(raw("tiny.enc_z", image, STYLE), "z", List.of(3L, 2L), z);
    answers(raw("tiny.dec", codes, s, z), "x_hat", List.of(3L, 1L, 4L, 5L), tiny.decode(s, z));
    answers(
        raw("tiny.swap", pair, CONTENT, STYLE),
        "x_hat",
        List.of(3L, 1L, 4L, 5L),
        tiny.decode(s, z));
    answers(
        typed("tiny.swap", pair, CONTENT, STYLE),
        "x_hat",
        List.of(3L, 1L, 4L, 5L),
        tiny.decode(s, z));
  }

  @Test
  void inputsComeInAnyOrderAndImagesMayBeFlat() {
    List<InferInputTensor> inputs = List.of(tensor("style", COUNT, 20), images("content", COUNT));
    answers(
        raw("tiny.swap", inputs, STYLE, CONTENT),
        "x_hat",
        List.of(3L, 1L, 4L, 5L),
        tiny.decode(tiny.encodeS(CONTENT), tiny.encodeZ(STYLE)));
  }

  @Test
  void anAnswerSaysWhatItAnswersAndWhoGaveIt() {
    ModelInferResponse answer =
        stub.modelInfer(
            raw("tiny.enc_s", List.of(images("x", COUNT)), CONTENT).toBuilder()
                .setId("call-7")
                .setModelVersion("1")
                .addOutputs(InferRequestedOutputTensor.newBuilder().setName("s"))
                .putParameters("latent_space", parameter("tiny-1"))
                .putParameters("priority", parameter("ignored"))
                .build());
    assertThat(answer.getId()).isEqualTo("call-7");
    assertThat(answer.getModelName()).isEqualTo("tiny.enc_s");
    assertThat(answer.getModelVersion()).isEqualTo("1");
    assertThat(answer.getParametersMap()).isEqualTo(Map.of("latent_space", parameter("tiny-1")));
  }

  @Test
  void metadataDescribesTensors() {
    ModelMetadataResponse swap = metadata("tiny.swap");
    assertThat(swap.getName()).isEqualTo("tiny.swap");
    assertThat(swap.getVersionsList()).containsExactly("1");
    assertThat(swap.getPlatform()).isEqualTo("onnx_onnxv1");
    assertThat(swap.getInputsList())
        .containsExactly(described("content", -1, 1, 4, 5), described("style", -1, 1, 4, 5));
    assertThat(swap.getOutputsList()).containsExactly(described("x_hat", -1, 1, 4, 5));
    assertThat(swap.getPropertiesMap())
        .isEqualTo(
            Map.of("version", "1", "latent_space", "tiny-1", "image_min", "0", "image_max", "1"));
    assertThat(metadata("tiny.dec").getInputsList())
        .containsExactly(described("s", -1, 3), described("z", -1, 2));
    assertThat(metadata("tiny.enc_z").getOutputsList()).containsExactly(described("z", -1, 2));
  }

  @Test
  void theServerIsLiveAndReady() {
    assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    assertThat(stub.serverMetadata(ServerMetadataRequest.getDefaultInstance()))
        .satisfies(metadata -> assertThat(metadata.getName()).isEqualTo("twofold"))
        .satisfies(metadata -> assertThat(metadata.getVersion()).isNotEmpty())
        .satisfies(
            metadata ->
                assertThat(metadata.getExtensionsList()).containsExactly("model_repository"));
  }

  @Test
  void aModelIsReadyWhereAVersionServes() {
    assertThat(ready("tiny.swap", "")).isTrue();
    assertThat(ready("tiny.enc_s", "1")).isTrue();
    assertThat(ready("tiny.swap", "2")).isFalse();
    assertThat(ready("tiny.swap", "9")).isFalse();
    assertThat(ready("tiny", "")).isFalse();
    assertThat(ready("nobody.swap", "")).isFalse();
    assertThat(ready(".swap", "")).isFalse();
    assertThat(ready("", "")).isFalse();
  }

  @Test
  void theIndexListsWhatServesAndWhatDoesNot() {
    List<ModelIndex> all = index(false);
    assertThat(all)
        .extracting(ModelIndex::getName)
        .containsExactly(
            "tiny.enc_s",
            "tiny.enc_s",
            "tiny.enc_z",
            "tiny.enc_z",
            "tiny.dec",
            "tiny.dec",
            "tiny.swap",
            "tiny.swap");
    assertThat(all.get(0).getVersion()).isEqualTo("2");
    assertThat(all.get(0).getState()).isEqualTo("UNAVAILABLE");
    assertThat(all.get(0).getReason()).contains("dec.onnx");
    assertThat(all.get(1))
        .isEqualTo(
            ModelIndex.newBuilder()
                .setName("tiny.enc_s")
                .setVersion("1")
                .setState("READY")
                .build());
    assertThat(index(true))
        .extracting(ModelIndex::getName)
        .containsExactly("tiny.enc_s", "tiny.enc_z", "tiny.dec", "tiny.swap");
  }

  @Test
  void inferencesAreCounted() throws Exception {
    stub.modelInfer(raw("tiny.enc_s", List.of(images("x", COUNT)), CONTENT));
    RunningServer.await(
        "the call's meter",
        () ->
            running
                .http("/metrics")
                .body()
                .lines()
                .anyMatch(
                    line ->
                        line.startsWith("twofold_rpc_images_sum")
                            && line.contains("rpc=\"ModelInfer\"")
                            && line.contains("version=\"1\"")));
  }

  private static void answers(
      ModelInferRequest request, String output, List<Long> shape, float[] values) {
    ModelInferResponse answer = stub.modelInfer(request);
    assertThat(answer.getModelVersion()).isEqualTo("1");
    assertThat(answer.getOutputsList())
        .containsExactly(
            ModelInferResponse.InferOutputTensor.newBuilder()
                .setName(output)
                .setDatatype("FP32")
                .addAllShape(shape)
                .build());
    assertThat(answer.getRawOutputContentsList()).hasSize(1);
    assertThat(floats(answer.getRawOutputContents(0))).containsExactly(values, within(1e-5f));
  }

  private static ModelMetadataResponse metadata(String name) {
    return stub.modelMetadata(ModelMetadataRequest.newBuilder().setName(name).build());
  }

  private static TensorMetadata described(String name, long... shape) {
    TensorMetadata.Builder tensor = TensorMetadata.newBuilder().setName(name).setDatatype("FP32");
    for (long dimension : shape) {
      tensor.addShape(dimension);
    }
    return tensor.build();
  }

  private static boolean ready(String name, String version) {
    return stub.modelReady(ModelReadyRequest.newBuilder().setName(name).setVersion(version).build())
        .getReady();
  }

  private static List<ModelIndex> index(boolean ready) {
    return stub.repositoryIndex(RepositoryIndexRequest.newBuilder().setReady(ready).build())
        .getModelsList();
  }
}
