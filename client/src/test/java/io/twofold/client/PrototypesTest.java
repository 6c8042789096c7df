package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.twofold.v1.GetPrototypesRequest;
import io.twofold.v1.GetPrototypesResponse;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.Prototype;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrototypesTest {

  private static final GetPrototypesResponse CLASSES =
      GetPrototypesResponse.newBuilder()
          .setLabelKind(io.twofold.v1.LabelKind.LABEL_KIND_SINGLE)
          .setDimS(2)
          .addPrototypes(prototype("dark", 0, 0.2f))
          .addPrototypes(prototype("light", 1, 0.6f))
          .build();
  private static final GetPrototypesResponse TAGS =
      GetPrototypesResponse.newBuilder()
          .setLabelKind(io.twofold.v1.LabelKind.LABEL_KIND_MULTI)
          .setDimS(2)
          .addPrototypes(
              prototype("hat", 1, 0.5f).toBuilder().setSOff(Wire.bytes(new float[] {0.25f, 1})))
          .build();
  private static final Codes STYLE =
      new Codes("run-3", 1, 2, 2, new float[] {0.5f, 0.5f}, new float[] {0.2f, 0.8f});
  private static final Codes ALIEN = new Codes("run-4", 1, 2, 2, new float[2], new float[2]);

  private final FakeCodec codec = new FakeCodec();
  private final TwofoldClient client = TwofoldClient.connect(codec.target());

  @AfterEach
  void close() {
    client.close();
    codec.close();
  }

  @Test
  void aLabelIsDrawnInAnyStyle() {
    codec.serve(CLASSES);

    Prototypes prototypes = client.prototypes();
    Images light =
        client.decode(prototypes.of("light").withStyleOf(STYLE), ImageFormat.UINT8).images();

    assertThat(light.uint8()).containsExactly(255, 153, 51, 204);
    assertThat(prototypes.labels()).containsExactly("dark", "light");
    assertThat(prototypes.servedBy()).isEqualTo(FakeCodec.SERVED_BY);
    assertThat(prototypes.labelKind()).isEqualTo(LabelKind.SINGLE);
    assertThat(client.prototypesAsync().join()).isEqualTo(prototypes);
  }

  @Test
  void everyLabelIsDrawnInOneStyle() {
    codec.serve(CLASSES);

    Codes all = client.prototypes().all().withStyleOf(STYLE);

    assertThat(all.count()).isEqualTo(2);
    assertThat(all.s()).containsExactly(0, 0.2f, 1, 0.6f);
    assertThat(all.z()).containsExactly(0.2f, 0.8f, 0.2f, 0.8f);
  }

  @Test
  void contentsAreMixed() {
    codec.serve(CLASSES);
    Prototypes prototypes = client.prototypes();
    Contents dark = prototypes.of("dark");
    Contents light = prototypes.of("light");

    assertThat(dark.path(light, 3).s()).containsExactly(0, 0.2f, 0.5f, 0.4f, 1, 0.6f);
    assertThat(dark.interpolate(light, 0.5)).isEqualTo(dark.path(light, 3).get(1));
    assertThat(prototypes.all().mean()).isEqualTo(dark.interpolate(light, 0.5));
    assertThat(STYLE.contents().interpolate(light, 1)).isEqualTo(light).hasSameHashCodeAs(light);
    assertThat(light).hasToString("Contents[1 of 2 values, latent space run-3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prototypes.all().path(light, 3))
        .withMessageContaining("choose them with get(index)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> light.interpolate(new Contents("run-3", 1, 3, new float[3]), 0.5))
        .withMessage("contents of one latent space must have equal sizes, not 2 and 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Contents("run-3", 2, 2, new float[3]))
        .withMessage("s must have 4 values, 2 for each of 2 codes, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Contents("run-3", 0, 2, new float[0]))
        .withMessage("count must be at least 1, not 0");
  }

  @Test
  void latentSpacesAreNotMixed() {
    codec.serve(CLASSES);
    Contents dark = client.prototypes().of("dark");
    codec.serve(TAGS);
    Prototypes tags = client.prototypes();

    for (Runnable mixture :
        List.<Runnable>of(
            () -> dark.withStyleOf(ALIEN),
            () -> dark.interpolate(ALIEN.contents(), 0.5),
            () -> dark.path(ALIEN.contents(), 2),
            () -> tags.turnOn("hat", ALIEN))) {
      LatentSpaceException refused = catchThrowableOfType(LatentSpaceException.class, mixture::run);
      assertThat(refused.expected()).isEqualTo("run-3");
      assertThat(refused.actual()).isEqualTo("run-4");
    }
  }

  @Test
  void ofSeveralLabelsOneIsTurned() {
    codec.serve(TAGS);
    Prototypes prototypes = client.prototypes();

    Codes on = prototypes.turnOn("hat", STYLE);

    assertThat(on.s()).containsExactly(1.25f, 0);
    assertThat(on.z()).isEqualTo(STYLE.z());
    assertThat(prototypes.turnOff("hat", on)).isEqualTo(STYLE);
    assertThat(prototypes.of("hat").s()).containsExactly(1, 0.5f);
  }

  @Test
  void whatHasNoMeaningSaysSo() {
    assertThat(client.prototypes().labels()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> client.prototypes().all())
        .withMessage("version 0 of model '' has no prototypes");
    codec.serve(CLASSES);
    Prototypes prototypes = client.prototypes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prototypes.of("grey"))
        .withMessage(
            "model 'halves' has no prototype of the label 'grey'; it has those of [dark, light]");
    assertThatIllegalStateException()
        .isThrownBy(() -> prototypes.turnOn("dark", STYLE))
        .withMessage(
            "an image of model 'halves' has one label, which cannot be turned on or off: use"
                + " of(\"dark\")");
  }

  @Test
  void anAnswerOfAnotherSizeBreaksTheContract() {
    codec.serve(CLASSES.toBuilder().setDimS(3).build());

    TwofoldException broken = catchThrowableOfType(TwofoldException.class, client::prototypes);

    assertThat(broken.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(broken).hasMessageContaining("breaks the contract: s must have 3 values");
  }

  @Test
  void theRequestSaysWhoShallAnswer() throws InterruptedException {
    client.withModel("halves").withVersion(3).prototypes();

    assertThat(codec.takeRequest(GetPrototypesRequest.class).getModel())
        .isEqualTo(ModelSelector.newBuilder().setModel("halves").setVersion(3).build());
  }

  private static Prototype prototype(String label, float... s) {
    return Prototype.newBuilder().setLabel(label).setS(Wire.bytes(s)).build();
  }
}
