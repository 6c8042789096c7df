package io.twofold.server;

import static io.twofold.server.Requests.bytes;
import static io.twofold.server.Requests.decode;
import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.greyPngs;
import static io.twofold.server.Requests.png;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.Requests.uint8;
import static io.twofold.server.Requests.values;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.v1.Codes;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.ImageShape;
import io.twofold.v1.Images;
import io.twofold.v1.LabelKind;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.ServedBy;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.VersionState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Every RPC in every format, against the model's plain Java answers. */
class CodecServiceTest {

  private static final ServedBy TINY_1 =
      ServedBy.newBuilder().setModel("tiny").setVersion(1).setLatentSpace("tiny-1").build();

  @TempDir static Path repository;
  private static final TinyBundle TINY = new TinyBundle("tiny", 1);
  private static RunningServer running;

  @BeforeAll
  static void start() throws Exception {
    TINY.publish(repository);
    running = RunningServer.start(repository);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37, 1024})
  void encodesFloats(int count) {
    float[] images = TinyBundle.images(count, count);
    EncodeResponse response = running.stub().encode(encode(float32(images)));
    assertThat(response.getServedBy()).isEqualTo(TINY_1);
    assertCodes(response.getCodes(), images);
  }

  @Test
  void encodesBytesAndPngsAsTheSameImages() throws IOException {
    byte[] pixels = bytes(TinyBundle.images(3, 5));
    assertCodes(running.stub().encode(encode(uint8(pixels))).getCodes(), values(pixels));
    assertCodes(running.stub().encode(encode(png(greyPngs(pixels)))).getCodes(), values(pixels));
  }

  @Test
  void aShapeMayBeSentAndRoundingForgiven() {
    float[] images = TinyBundle.images(1, 3);
    images[0] = -9e-7f;
    images[1] = Math.nextUp(1f);
    Images shaped =
        float32(images).toBuilder()
            .setShape(ImageShape.newBuilder().setChannels(1).setHeight(4).setWidth(5))
            .build();
    assertCodes(running.stub().encode(encode(shaped)).getCodes(), images);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNRECOGNIZED")
  void decodesIntoEveryFormat(ImageFormat format) throws IOException {
    float[] images = TinyBundle.images(3, 8);
    float[] s = TINY.encodeS(images);
    float[] z = TINY.encodeZ(images);
    Codes codes =
        Codes.newBuilder()
            .setLatentSpace("tiny-1")
            .setCount(3)
            .setS(Float32.toBytes(s))
            .setZ(Float32.toBytes(z))
            .build();
    var response = running.stub().decode(decode(codes, format));
    assertThat(response.getServedBy()).isEqualTo(TINY_1);
    assertImages(response.getImages(), format, TINY.decode(s, z));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNRECOGNIZED")
  void aLabelStandsForItsContents(ImageFormat format) throws IOException {
    float[] styles = TinyBundle.images(3, 12);
    var response =
        running
            .stub()
            .swap(
                SwapRequest.newBuilder()
                    .addContentLabels("0")
                    .setStyles(float32(styles))
                    .setImageFormat(format)
                    .build());
    assertThat(response.getServedBy()).isEqualTo(TINY_1);
    assertThat(response.getImages().getCount()).isEqualTo(3);
    float[] s = {0, 0, 1, 0, 0, 1, 0, 0, 1};
    assertImages(response.getImages(), format, TINY.decode(s, TINY.encodeZ(styles)));
  }

  @Test
  void manyLabelsTakeOneStyle() {
    float[] style = TinyBundle.images(1, 13);
    var request =
        SwapRequest.newBuilder().addAllContentLabels(List.of("0", "0")).setStyles(float32(style));
    float[] image = TINY.decode(new float[] {0, 0, 1}, TINY.encodeZ(style));
    float[] both = Arrays.copyOf(image, 2 * image.length);
    System.arraycopy(image, 0, both, image.length, image.length);
    assertThat(Float32.fromBytes(running.stub().swap(request.build()).getImages().getFloat32()))
        .containsExactly(both, within(1e-5f));
  }

  @Test
  void labelsThatMeanNothingAreRefused() {
    Images style = float32(TinyBundle.images(2, 14));
    SwapRequest request = SwapRequest.newBuilder().addContentLabels("1").setStyles(style).build();
    assertThat(refusal(() -> running.stub().swap(request)))
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(
            Status.Code.INVALID_ARGUMENT,
            "model 'tiny' has no prototype of the label '1'; it has those of [0]");
    assertThat(
            refusal(() -> running.stub().swap(request.toBuilder().setContents(style).build()))
                .getDescription())
        .contains("content_labels stand in the place of contents");
    assertThat(
            refusal(
                    () ->
                        running
                            .stub()
                            .swap(
                                SwapRequest.newBuilder()
                                    .addAllContentLabels(List.of("0", "0", "0"))
                                    .setStyles(style)
                                    .build()))
                .getDescription())
        .contains("3 contents came with 2 styles");
  }

  @Test
  void whatEncodeAnswersIsWhatDecodeTakes() {
    float[] images = TinyBundle.images(2, 9);
    Codes codes = running.stub().encode(encode(float32(images))).getCodes();
    Images rebuilt =
        running.stub().decode(decode(codes, ImageFormat.IMAGE_FORMAT_FLOAT32)).getImages();
    assertThat(Float32.fromBytes(rebuilt.getFloat32()))
        .containsExactly(TINY.decode(TINY.encodeS(images), TINY.encodeZ(images)), within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNRECOGNIZED")
  void swapsIntoEveryFormat(ImageFormat format) throws IOException {
    float[] contents = TinyBundle.images(4, 10);
    float[] styles = TinyBundle.images(4, 11);
    var response = running.stub().swap(swap(float32(contents), float32(styles), format));
    assertThat(response.getServedBy()).isEqualTo(TINY_1);
    assertImages(
        response.getImages(), format, TINY.decode(TINY.encodeS(contents), TINY.encodeZ(styles)));
  }

  @Test
  void swapMixesTheFormatsOfItsInputs() throws IOException {
    byte[] contents = bytes(TinyBundle.images(2, 12));
    byte[] styles = bytes(TinyBundle.images(2, 13));
    Images swapped =
        running
            .stub()
            .swap(swap(uint8(contents), png(greyPngs(styles)), ImageFormat.IMAGE_FORMAT_FLOAT32))
            .getImages();
    assertThat(Float32.fromBytes(swapped.getFloat32()))
        .containsExactly(
            TINY.decode(TINY.encodeS(values(contents)), TINY.encodeZ(values(styles))),
            within(1e-5f));
  }

  @Test
  void aSingleImageIsPairedWithEachOfTheOtherSide() {
    float[] one = TinyBundle.images(1, 14);
    float[] three = TinyBundle.images(3, 15);
    float[] repeated = new float[three.length];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(one, 0, repeated, i * one.length, one.length);
    }
    assertSwapped(one, three, TINY.decode(TINY.encodeS(repeated), TINY.encodeZ(three)));
    assertSwapped(three, one, TINY.decode(TINY.encodeS(three), TINY.encodeZ(repeated)));
  }

  @Test
  void aModelAndVersionMayBeNamed() {
    Images images = float32(TinyBundle.images(1, 1));
    assertThat(running.stub().encode(encode(images, "tiny", 1)).getServedBy()).isEqualTo(TINY_1);
    assertThat(running.stub().encode(encode(images, "tiny", 0)).getServedBy()).isEqualTo(TINY_1);
    assertThat(running.stub().encode(encode(images, "", 1)).getServedBy()).isEqualTo(TINY_1);
  }

  @Test
  void listsWhatItServes() {
    List<ModelStatus> models =
        running.stub().listModels(ListModelsRequest.getDefaultInstance()).getModelsList();
    assertThat(models).hasSize(1);
    assertThat(models.get(0).getModel()).isEqualTo("tiny");
    assertThat(models.get(0).getVersionsList())
        .singleElement()
        .satisfies(
            version -> {
              assertThat(version.getVersion()).isEqualTo(1);
              assertThat(version.getState()).isEqualTo(VersionState.VERSION_STATE_SERVING);
              assertThat(version.getReason()).isEmpty();
              assertThat(version.getLatentSpace()).isEqualTo("tiny-1");
              assertThat(version.getShape().getHeight()).isEqualTo(4);
              assertThat(version.getShape().getWidth()).isEqualTo(5);
              assertThat(version.getDimS()).isEqualTo(TinyBundle.DIM_S);
              assertThat(version.getDimZ()).isEqualTo(TinyBundle.DIM_Z);
              assertThat(version.getLabelsList()).containsExactly("0", "1");
              assertThat(version.getLabelKind()).isEqualTo(LabelKind.LABEL_KIND_SINGLE);
              assertThat(version.getScorecardMap()).containsEntry("rec_mse", 0.25);
            });
  }

  private static void assertSwapped(float[] contents, float[] styles, float[] expected) {
    Images swapped =
        running
            .stub()
            .swap(swap(float32(contents), float32(styles), ImageFormat.IMAGE_FORMAT_UNSPECIFIED))
            .getImages();
    assertThat(swapped.getCount()).isEqualTo(3);
    assertThat(Float32.fromBytes(swapped.getFloat32())).containsExactly(expected, within(1e-5f));
  }

  private static void assertCodes(Codes codes, float[] images) {
    assertThat(codes.getLatentSpace()).isEqualTo("tiny-1");
    assertThat(codes.getCount()).isEqualTo(images.length / TinyBundle.SHAPE.size());
    assertThat(codes.getDimS()).isEqualTo(TinyBundle.DIM_S);
    assertThat(codes.getDimZ()).isEqualTo(TinyBundle.DIM_Z);
    assertThat(Float32.fromBytes(codes.getS()))
        .containsExactly(TINY.encodeS(images), within(1e-5f));
    assertThat(Float32.fromBytes(codes.getZ()))
        .containsExactly(TINY.encodeZ(images), within(1e-5f));
  }

  private static void assertImages(Images images, ImageFormat format, float[] expected)
      throws IOException {
    assertThat(images.getCount()).isEqualTo(expected.length / TinyBundle.SHAPE.size());
    assertThat(images.getShape().getChannels()).isEqualTo(1);
    switch (format) {
      case IMAGE_FORMAT_UNSPECIFIED, IMAGE_FORMAT_FLOAT32 ->
          assertThat(Float32.fromBytes(images.getFloat32()))
              .containsExactly(expected, within(1e-5f));
      case IMAGE_FORMAT_UINT8 ->
          assertThat(values(images.getUint8().toByteArray()))
              .containsExactly(expected, within(0.51f / 255));
      case IMAGE_FORMAT_PNG -> {
        int size = TinyBundle.SHAPE.size();
        for (int i = 0; i < images.getCount(); i++) {
          assertThat(values(greySamples(images.getPng().getFiles(i))))
              .containsExactly(
                  Arrays.copyOfRange(expected, i * size, (i + 1) * size), within(0.51f / 255));
        }
      }
      case UNRECOGNIZED -> throw new AssertionError(format);
    }
  }

  private static byte[] greySamples(ByteString file) throws IOException {
    var raster = ImageIO.read(new ByteArrayInputStream(file.toByteArray())).getRaster();
    assertThat(raster.getNumBands()).isEqualTo(1);
    return (byte[]) raster.getDataElements(0, 0, 5, 4, null);
  }
}
