package io.twofold.server;

import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.StagedBundle;
import io.twofold.v1.GetPrototypesRequest;
import io.twofold.v1.GetPrototypesResponse;
import io.twofold.v1.LabelKind;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.ServedBy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GetPrototypes answers with what stands in the manifests of what serves. */
class PrototypesTest {

  @TempDir static Path repository;
  private static RunningServer running;

  @BeforeAll
  static void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    TinyBundle tags = new TinyBundle("tags", 2);
    try (StagedBundle staged =
        StagedBundle.write(
            repository,
            tags.manifest().toBuilder()
                .setLabelKind(io.twofold.bundle.v1.LabelKind.LABEL_KIND_MULTI)
                .clearPrototypes()
                .addPrototypes(manifestPrototype("1", 4f))
                .addPrototypes(manifestPrototype("0", 5f))
                .build(),
            tags.files())) {
      staged.publish();
    }
    TinyBundle bare = new TinyBundle("bare", 3);
    try (StagedBundle staged =
        StagedBundle.write(
            repository, bare.manifest().toBuilder().clearPrototypes().build(), bare.files())) {
      staged.publish();
    }
    running = RunningServer.start(repository);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void aClassHasItsMean() {
    assertThat(prototypes("tiny"))
        .isEqualTo(
            GetPrototypesResponse.newBuilder()
                .setServedBy(
                    ServedBy.newBuilder().setModel("tiny").setVersion(1).setLatentSpace("tiny-1"))
                .setLabelKind(LabelKind.LABEL_KIND_SINGLE)
                .setDimS(3)
                .addPrototypes(
                    io.twofold.v1.Prototype.newBuilder().setLabel("0").setS(floats(0, 0, 1)))
                .build());
  }

  @Test
  void aLabelOfSeveralHasTwoMeansInTheOrderOfTheLabels() {
    GetPrototypesResponse tags = prototypes("tags");

    assertThat(tags.getLabelKind()).isEqualTo(LabelKind.LABEL_KIND_MULTI);
    assertThat(tags.getPrototypesList())
        .containsExactly(
            io.twofold.v1.Prototype.newBuilder()
                .setLabel("0")
                .setS(floats(5, 1, 2))
                .setSOff(floats(5, -1, -2))
                .build(),
            io.twofold.v1.Prototype.newBuilder()
                .setLabel("1")
                .setS(floats(4, 1, 2))
                .setSOff(floats(4, -1, -2))
                .build());
  }

  @Test
  void aVersionMayHaveNone() {
    assertThat(prototypes("bare").getServedBy().getLatentSpace()).isEqualTo("tiny-3");
    assertThat(prototypes("bare").getPrototypesList()).isEmpty();
  }

  @Test
  void whatIsNotServedIsRefused() {
    assertThat(refusal(() -> prototypes("other")).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal(() -> prototypes("")).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    ModelSelector negative = ModelSelector.newBuilder().setModel("tiny").setVersion(-1).build();
    assertThat(refusal(() -> prototypes(negative)))
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(
            Status.Code.INVALID_ARGUMENT,
            "model.version must be positive, or 0 to leave the choice to the server, not -1");
  }

  private static GetPrototypesResponse prototypes(String model) {
    return prototypes(ModelSelector.newBuilder().setModel(model).build());
  }

  private static GetPrototypesResponse prototypes(ModelSelector selector) {
    return running
        .stub()
        .getPrototypes(GetPrototypesRequest.newBuilder().setModel(selector).build());
  }

  private static Prototype manifestPrototype(String label, float first) {
    return Prototype.newBuilder()
        .setLabel(label)
        .addAllS(List.of(first, 1f, 2f))
        .addAllSOff(List.of(first, -1f, -2f))
        .build();
  }

  private static ByteString floats(float... values) {
    return Float32.toBytes(values);
  }
}
