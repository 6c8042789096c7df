package io.twofold.server;

import static io.twofold.server.Requests.bytes;
import static io.twofold.server.Requests.decode;
import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.grey;
import static io.twofold.server.Requests.greyPngs;
import static io.twofold.server.Requests.png;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.Requests.uint8;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.v1.Codes;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.ImageShape;
import io.twofold.v1.Images;
import io.twofold.v1.SwapRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be answered gets the status and the message that say why. */
class RefusedCallsTest {

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
  void imagesWithoutPixels() {
    refusesImages(Images.getDefaultInstance(), "images holds no pixels: set one of float32");
    refusesImages(Images.newBuilder().setCount(1).build(), "images holds no pixels");
    assertThat(refusal(() -> running.stub().swap(SwapRequest.getDefaultInstance())))
        .satisfies(status -> assertStatus(status, Code.INVALID_ARGUMENT, "contents holds no"));
  }

  @Test
  void anotherShape() {
    ImageShape colour = ImageShape.newBuilder().setChannels(3).setHeight(4).setWidth(-1).build();
    refusesImages(
        ONE.toBuilder().setShape(colour).build(),
        "images.shape must be the model's 1x4x5, not 3x4x4294967295");
  }

  @Test
  void aWrongNumberOfBytes() {
    refusesImages(
        ONE.toBuilder().setCount(2).build(),
        "images.float32 of 2 images of shape 1x4x5 needs 160 bytes, not 80");
    refusesImages(
        uint8(new byte[20]).toBuilder().setUint8(ByteString.copyFrom(new byte[19])).build(),
        "images.uint8 of 1 images of shape 1x4x5 needs 20 bytes, not 19");
    refusesImages(ONE.toBuilder().setFloat32(ByteString.EMPTY).build(), "needs 80 bytes, not 0");
  }

  @Test
  void countsOfNothingAndOfTooMuch() {
    refusesImages(ONE.toBuilder().setCount(0).build(), "images.count must be at least 1, not 0");
    refusesImages(float32(TinyBundle.images(1025, 1)), "images: 1025 came, one call may have 1024");
    refusesImages(
        ONE.toBuilder().setCount(-1).build(), "images: 4294967295 came, one call may have 1024");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFinite(float value) {
    float[] images = TinyBundle.images(2, 1);
    images[23] = value;
    refusesImages(float32(images), "must be finite: item 1 holds " + value + " at position 3");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, 255f, -Float.MAX_VALUE})
  void valuesOutsideTheRange(float value) {
    float[] images = TinyBundle.images(2, 1);
    images[23] = value;
    refusesImages(
        float32(images), "images must be valued 0 to 1: item 1 holds " + value + " at position 3");
  }

  @Test
  void pngFilesThatAreNone() throws IOException {
    byte[] whole = greyPngs(bytes(TinyBundle.images(1, 1))).get(0);
    refusesImages(png(List.of()), "images.png holds no files");
    refusesImages(png(List.of(new byte[0])), "images.png file 0 is not a PNG file");
    refusesImages(
        png(List.of(whole, "GIF89a...".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
        "images.png file 1 is not a PNG file");
    refusesImages(
        png(List.of(whole)).toBuilder().setCount(2).build(),
        "images.count is 2, and 1 PNG files came");
    for (int length = 8; length < whole.length; length++) {
      refusesImages(png(List.of(Arrays.copyOf(whole, length))), "file 0 is cut off after");
    }
  }

  @Test
  void pngFilesOfAnotherSize() throws IOException {
    refusesImages(
        png(List.of(png(grey(4, 5)))),
        "images.png file 0 must be 4 pixels high and 5 wide, not 5 high and 4 wide");
    refusesImages(png(List.of(png(grey(2000, 1)))), "not 1 high and 2000 wide");
  }

  @Test
  void swapsThatDoNotPair() {
    Images two = float32(TinyBundle.images(2, 1));
    Images three = float32(TinyBundle.images(3, 1));
    assertStatus(
        refusal(() -> running.stub().swap(swap(two, three, ImageFormat.IMAGE_FORMAT_PNG))),
        Code.INVALID_ARGUMENT,
        "2 contents came with 3 styles");
  }

  @Test
  void aFormatThatIsNotKnown() {
    SwapRequest request =
        swap(ONE, ONE, ImageFormat.IMAGE_FORMAT_PNG).toBuilder().setImageFormatValue(9).build();
    assertStatus(
        refusal(() -> running.stub().swap(request)),
        Code.INVALID_ARGUMENT,
        "image_format 9 is not known");
  }

  @Test
  void codesThatAreNotWhole() {
    Codes codes = running.stub().encode(encode(ONE)).getCodes();
    refusesCodes(Codes.getDefaultInstance(), "codes.latent_space is required");
    refusesCodes(codes.toBuilder().setCount(0).build(), "codes.count must be at least 1, not 0");
    refusesCodes(codes.toBuilder().setCount(5000).build(), "codes: 5000 came");
    refusesCodes(codes.toBuilder().setDimS(4).build(), "codes.dim_s must be the model's 3, not 4");
    refusesCodes(codes.toBuilder().setDimZ(1).build(), "codes.dim_z must be the model's 2, not 1");
    refusesCodes(
        codes.toBuilder().setCount(2).build(),
        "codes.s of 2 images with 3 values each needs 24 bytes, not 12");
    refusesCodes(
        codes.toBuilder().setZ(ByteString.EMPTY).build(),
        "codes.z of 1 images with 2 values each needs 8 bytes, not 0");
    refusesCodes(
        codes.toBuilder().setZ(Float32.toBytes(new float[] {0, Float.NaN})).build(),
        "z must be finite: item 0 holds NaN at position 1");
  }

  @Test
  void codesOfAnotherLatentSpace() {
    Codes foreign =
        running.stub().encode(encode(ONE)).getCodes().toBuilder()
            .setLatentSpace("other-run")
            .setDimS(99)
            .build();
    assertStatus(
        refusal(() -> running.stub().decode(decode(foreign, ImageFormat.IMAGE_FORMAT_PNG))),
        Code.FAILED_PRECONDITION,
        "belong to latent space 'other-run', this version decodes latent space 'tiny-1'");
  }

  @Test
  void modelsAndVersionsThatAreNotServed() {
    assertStatus(
        refusal(() -> running.stub().encode(encode(ONE, "nobody", 0))),
        Code.NOT_FOUND,
        "model 'nobody' is not served; served: tiny/1");
    assertStatus(
        refusal(() -> running.stub().encode(encode(ONE, "tiny", 7))),
        Code.NOT_FOUND,
        "version 7 of model 'tiny' is not served; served: tiny/1");
    assertStatus(
        refusal(() -> running.stub().encode(encode(ONE, "tiny", -1))),
        Code.INVALID_ARGUMENT,
        "model.version must be positive");
    assertStatus(
        refusal(() -> running.stub().decode(DecodeRequest.getDefaultInstance())),
        Code.INVALID_ARGUMENT,
        "codes.latent_space is required");
  }

  @Test
  void aRequestThatIsTooLarge() {
    Images huge = uint8(new byte[20]).toBuilder().setUint8(zeros(17 << 20)).build();
    assertThat(refusal(() -> running.stub().encode(encode(huge))).getCode())
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void aCallWhoseTimeIsUp() {
    assertThat(
            refusal(
                    () ->
                        running
                            .stub()
                            .withDeadlineAfter(1, TimeUnit.NANOSECONDS)
                            .encode(encode(ONE)))
                .getCode())
        .isEqualTo(Code.DEADLINE_EXCEEDED);
  }

  private static ByteString zeros(int size) {
    return ByteString.copyFrom(new byte[size]);
  }

  private static void refusesImages(Images images, String message) {
    assertStatus(
        refusal(() -> running.stub().encode(encode(images))), Code.INVALID_ARGUMENT, message);
  }

  private static void refusesCodes(Codes codes, String message) {
    assertStatus(
        refusal(() -> running.stub().decode(decode(codes, ImageFormat.IMAGE_FORMAT_UNSPECIFIED))),
        Code.INVALID_ARGUMENT,
        message);
  }

  private static void assertStatus(Status status, Code code, String message) {
    assertThat(status.getCode()).as("%s", status).isEqualTo(code);
    assertThat(status.getDescription()).contains(message);
  }
}
