package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.SwapRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwofoldClientTest {

  private static final Images ONE = Images.uint8(1, 1, 2, 2, new byte[] {0, 1, 2, (byte) 255});

  private FakeCodecServer server;
  private TwofoldClient client;

  @BeforeEach
  void connect() throws IOException {
    server = new FakeCodecServer();
    client = TwofoldClient.builder(server.address()).model("digits").version(3).build();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void encodeSendsPixelsAndReadsCodes() {
    server.encoded =
        EncodeResponse.newBuilder()
            .setServedBy(
                io.twofold.v1.ServedBy.newBuilder()
                    .setModel("digits")
                    .setVersion(3)
                    .setLatentSpace("run"))
            .setCodes(
                io.twofold.v1.Codes.newBuilder()
                    .setLatentSpace("run")
                    .setCount(1)
                    .setS(LittleEndian.bytes(new float[] {1.5f, -2f}))
                    .setZ(LittleEndian.bytes(new float[] {0.25f})))
            .build();

    Encoded encoded = client.encode(ONE);

    assertThat(encoded.servedBy()).isEqualTo(new ServedBy("digits", 3, "run"));
    assertThat(encoded.codes().s()).containsExactly(1.5f, -2f);
    assertThat(encoded.codes().dimZ()).isEqualTo(1);
    EncodeRequest request = (EncodeRequest) server.requests.remove();
    assertThat(request.getModel().getModel()).isEqualTo("digits");
    assertThat(request.getModel().getVersion()).isEqualTo(3);
    assertThat(request.getImages().getUint8())
        .isEqualTo(ByteString.copyFrom(new byte[] {0, 1, 2, (byte) 255}));
    assertThat(request.getImages().getShape().getWidth()).isEqualTo(2);
  }

  @Test
  void decodeSendsCodesAndReadsImages() {
    server.decoded =
        DecodeResponse.newBuilder()
            .setImages(Images.float32(1, 1, 1, 2, new float[] {0f, 0.5f}).toMessage())
            .build();
    Codes codes = new Codes("run", 2, new float[] {1, 2, 3, 4}, new float[] {5, 6});

    assertThat(client.decode(codes, ImageFormat.FLOAT32).images().floats())
        .containsExactly(0f, 0.5f);

    DecodeRequest request = (DecodeRequest) server.requests.remove();
    assertThat(request.getImageFormat()).isEqualTo(io.twofold.v1.ImageFormat.IMAGE_FORMAT_FLOAT32);
    assertThat(request.getCodes().getDimS()).isEqualTo(2);
    assertThat(LittleEndian.floats(request.getCodes().getZ())).containsExactly(5, 6);
  }

  @Test
  void swapSendsBothSides() {
    Images png = Images.png(List.of(new byte[] {1}, new byte[] {2}));
    client.swap(png, ONE, ImageFormat.PNG);
    SwapRequest request = (SwapRequest) server.requests.remove();
    assertThat(request.getContents().getPng().getFilesCount()).isEqualTo(2);
    assertThat(request.getStyles().getCount()).isEqualTo(1);
  }

  @Test
  void aRefusalCarriesItsCodeAndMessage() {
    server.refusal = Status.INVALID_ARGUMENT.withDescription("expected 1x28x28");
    assertThatThrownBy(() -> client.encode(ONE))
        .isInstanceOf(TwofoldException.class)
        .hasMessage("expected 1x28x28")
        .extracting(failure -> ((TwofoldException) failure).code())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThatThrownBy(() -> client.swapAsync(ONE, ONE, ImageFormat.PNG).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TwofoldException.class);
  }

  @Test
  void everyCallHasADeadline() {
    server.silent = true;
    try (TwofoldClient hasty =
        TwofoldClient.builder(server.address()).deadline(Duration.ofMillis(200)).build()) {
      assertThatThrownBy(() -> hasty.encode(ONE))
          .isInstanceOf(TwofoldException.class)
          .hasMessageContaining("did not answer in time")
          .extracting(failure -> ((TwofoldException) failure).code())
          .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void cancellingTheFutureCancelsTheCall() throws InterruptedException {
    server.silent = true;
    CompletableFuture<Encoded> answer = client.encodeAsync(ONE);
    assertThat(server.arrived.await(30, TimeUnit.SECONDS)).isTrue();
    answer.cancel(true);
    assertThat(server.cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isCancelled();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    String address = server.address();
    server.close();
    assertThatThrownBy(() -> client.models())
        .isInstanceOf(TwofoldException.class)
        .hasMessageContaining("no answer from " + address)
        .hasMessageContaining("./twofold serve");
  }

  @Test
  void wrongInputsAreRefusedBeforeTheyLeave() {
    assertThatThrownBy(() -> Images.float32(2, 1, 2, 2, new float[7]))
        .hasMessage("2 images of 1x2x2 need 8 values, not 7");
    assertThatThrownBy(() -> Images.png(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Codes("run", 2, new float[3], new float[2]))
        .hasMessageContaining("cannot be the codes of 2 images");
    assertThatThrownBy(() -> ONE.floats())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("held as UINT8");
    assertThatThrownBy(() -> TwofoldClient.builder("x:1").deadline(Duration.ZERO))
        .hasMessageContaining("deadline must be positive");
  }
}
