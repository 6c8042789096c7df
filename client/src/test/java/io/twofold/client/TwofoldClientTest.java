package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ImageShape;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.VersionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TwofoldClientTest {

  private static final byte[] A = {10, 20, 30, 40};
  private static final byte[] B = {50, 60, 70, (byte) 200};
  private static final byte[] A_LIKE_B = {10, 20, 70, (byte) 200};

  private final FakeCodec codec = new FakeCodec();
  private final TwofoldClient client = TwofoldClient.connect(codec.target());

  @AfterEach
  void close() {
    client.close();
    codec.close();
  }

  @ParameterizedTest
  @EnumSource
  void swapsInEveryFormat(ImageFormat format) {
    Decoded swapped = client.swap(images(format, A), images(format, B), format);

    assertThat(swapped.servedBy()).isEqualTo(FakeCodec.SERVED_BY);
    assertThat(swapped.images().format()).isEqualTo(format);
    assertThat(swapped.images().channels()).isEqualTo(1);
    assertThat(swapped.images().height()).isEqualTo(2);
    assertThat(swapped.images().width()).isEqualTo(2);
    assertThat(bytes(swapped.images())).isEqualTo(A_LIKE_B);
  }

  @ParameterizedTest
  @EnumSource
  void decodesWhatItEncoded(ImageFormat format) {
    Encoded encoded = client.encode(images(format, B));
    Decoded decoded = client.decode(encoded.codes(), format);

    assertThat(encoded.servedBy()).isEqualTo(FakeCodec.SERVED_BY);
    assertThat(encoded.codes().latentSpace()).isEqualTo("run-3");
    assertThat(encoded.codes().s()).containsExactly(50 / 255f, 60 / 255f);
    assertThat(bytes(decoded.images())).isEqualTo(B);
  }

  @Test
  void oneImageIsPairedWithEach() {
    Images styles = Images.uint8(1, 2, 2, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    Images swapped = client.swap(images(ImageFormat.UINT8, A), styles, ImageFormat.UINT8).images();

    assertThat(swapped.count()).isEqualTo(2);
    assertThat(swapped.uint8()).containsExactly(10, 20, 3, 4, 10, 20, 7, 8);
  }

  @Test
  void aViewChangesOneSettingAndSharesTheConnection() throws InterruptedException {
    client.withModel("halves").withVersion(3).withRoutingKey("ann").models();
    client
        .withDeadline(Duration.ofMinutes(30))
        .withModel("halves")
        .encode(images(ImageFormat.UINT8, A));
    codec.takeRequest(ListModelsRequest.class);

    assertThat(codec.takeRequest(EncodeRequest.class).getModel())
        .isEqualTo(ModelSelector.newBuilder().setModel("halves").build());
    codec.takeDeadline();
    assertThat(codec.takeDeadline().timeRemaining(TimeUnit.SECONDS)).isBetween(1000L, 1800L);
    client.withVersion(2).close();
    assertThatIllegalStateException().isThrownBy(client::models);
  }

  @Test
  void healthIsTheModelsOrTheServers() {
    codec.setHealth("halves", ServingStatus.NOT_SERVING);

    assertThat(client.health()).isEqualTo(Health.SERVING);
    assertThat(client.withModel("halves").health()).isEqualTo(Health.NOT_SERVING);
    assertThat(client.withModel("other").health()).isEqualTo(Health.UNKNOWN);
  }

  @Test
  void theModelIsTheNewestThatServes() {
    codec.serve(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("halves")
                    .addVersions(version(4, io.twofold.v1.VersionState.VERSION_STATE_LOADING))
                    .addVersions(version(3, io.twofold.v1.VersionState.VERSION_STATE_SERVING))
                    .addVersions(version(2, io.twofold.v1.VersionState.VERSION_STATE_SERVING)))
            .build());

    assertThat(client.model().version()).isEqualTo(3);
    assertThat(client.withVersion(4).model().state()).isEqualTo(VersionState.LOADING);
    assertThatThrownBy(() -> client.withModel("other").model())
        .isInstanceOf(TwofoldException.class)
        .hasMessage("no version of model 'other' takes calls; models() lists what the server has");
  }

  private static VersionStatus version(long version, io.twofold.v1.VersionState state) {
    return VersionStatus.newBuilder().setVersion(version).setState(state).build();
  }

  @Test
  void theRequestSaysWhoShallAnswerAndHow() throws InterruptedException {
    try (TwofoldClient chosen =
        TwofoldClient.builder(codec.target()).model("halves").version(3).build()) {
      Images images = images(ImageFormat.UINT8, A);
      Codes codes = chosen.encode(images).codes();
      chosen.decode(codes, ImageFormat.UINT8);
      chosen.swap(images, images, ImageFormat.FLOAT32);
    }

    ModelSelector selector = ModelSelector.newBuilder().setModel("halves").setVersion(3).build();
    EncodeRequest encode = codec.takeRequest(EncodeRequest.class);
    assertThat(encode.getModel()).isEqualTo(selector);
    assertThat(encode.getImages().getCount()).isEqualTo(1);
    assertThat(encode.getImages().getShape())
        .isEqualTo(ImageShape.newBuilder().setChannels(1).setHeight(2).setWidth(2).build());
    assertThat(encode.getImages().getUint8().toByteArray()).isEqualTo(A);
    DecodeRequest decode = codec.takeRequest(DecodeRequest.class);
    assertThat(decode.getModel()).isEqualTo(selector);
    assertThat(decode.getCodes().getLatentSpace()).isEqualTo("run-3");
    assertThat(decode.getCodes().getDimS()).isEqualTo(2);
    assertThat(decode.getImageFormat()).isEqualTo(io.twofold.v1.ImageFormat.IMAGE_FORMAT_UINT8);
    SwapRequest swap = codec.takeRequest(SwapRequest.class);
    assertThat(swap.getModel()).isEqualTo(selector);
    assertThat(swap.getImageFormat()).isEqualTo(io.twofold.v1.ImageFormat.IMAGE_FORMAT_FLOAT32);
  }

  @Test
  void everyCallCarriesTheDeadline() throws InterruptedException {
    try (TwofoldClient patient =
        TwofoldClient.builder(codec.target()).deadline(Duration.ofMinutes(30)).build()) {
      patient.models();
      patient.modelsAsync().join();
    }
    client.models();

    assertThat(codec.takeDeadline().timeRemaining(TimeUnit.SECONDS)).isBetween(1000L, 1800L);
    assertThat(codec.takeDeadline().timeRemaining(TimeUnit.SECONDS)).isBetween(1000L, 1800L);
    assertThat(codec.takeDeadline().timeRemaining(TimeUnit.SECONDS)).isLessThanOrEqualTo(5);
  }

  @Test
  void theAsyncCallsAnswerAlike() {
    Images a = images(ImageFormat.UINT8, A);
    Images b = images(ImageFormat.UINT8, B);

    Codes codes = client.encodeAsync(b).join().codes();

    assertThat(client.decodeAsync(codes, ImageFormat.UINT8).join().images().uint8()).isEqualTo(B);
    assertThat(client.swapAsync(a, b, ImageFormat.UINT8).join().images().uint8())
        .isEqualTo(A_LIKE_B);
    assertThat(client.modelsAsync().join()).isEmpty();
  }

  @Test
  void listsVersionsWithWhatTheServerKnows() {
    codec.serve(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("halves")
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(3)
                            .setState(io.twofold.v1.VersionState.VERSION_STATE_SERVING)
                            .setLatentSpace("run-3")
                            .setShape(
                                ImageShape.newBuilder().setChannels(1).setHeight(2).setWidth(2))
                            .setDimS(2)
                            .setDimZ(2)
                            .addAllLabels(List.of("left", "right"))
                            .setLabelKind(io.twofold.v1.LabelKind.LABEL_KIND_MULTI)
                            .putScorecard("swap_accuracy", 0.97))
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(2)
                            .setStateValue(77)
                            .setReason("a digest differs")))
            .build());

    assertThat(client.models())
        .containsExactly(
            new ModelInfo(
                "halves",
                3,
                VersionState.SERVING,
                "",
                "run-3",
                1,
                2,
                2,
                2,
                2,
                List.of("left", "right"),
                LabelKind.MULTI,
                Map.of("swap_accuracy", 0.97)),
            new ModelInfo(
                "halves",
                2,
                VersionState.UNKNOWN,
                "a digest differs",
                "",
                0,
                0,
                0,
                0,
                0,
                List.of(),
                LabelKind.UNKNOWN,
                Map.of()));
  }

  @Test
  void settingsAreChecked() {
    ClientBuilder builder = TwofoldClient.builder("localhost:7411");

    assertThatIllegalArgumentException().isThrownBy(() -> builder.deadline(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.deadline(Duration.ofSeconds(Long.MAX_VALUE)))
        .withMessageStartingWith("deadline must be at most a day, not PT");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.version(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxMessageBytes(0));
  }

  private static Images images(ImageFormat format, byte[] pixels) {
    return switch (format) {
      case FLOAT32 -> Images.float32(1, 2, 2, 1, TestImages.toFloats(pixels));
      case UINT8 -> Images.uint8(1, 2, 2, 1, pixels);
      case PNG -> Images.png(TestImages.pngs(pixels));
    };
  }

  private static byte[] bytes(Images images) {
    return switch (images.format()) {
      case FLOAT32 -> TestImages.toBytes(images.float32());
      case UINT8 -> images.uint8();
      case PNG -> TestImages.pixels(images.message().getPng().getFilesList());
    };
  }
}
