package io.twofold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.SwapRequest;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final ServedModel MODEL = new ServedModel("mnist", 2, "run", 1, 4, 5, 3, 2);
  private static final Mix ALL = Mix.parse("swap,encode,decode");

  @Test
  void requestsHaveTheModelsShapeAndDifferFromEachOther() {
    Workload workload = new Requests(MODEL, 6, PixelFormat.FLOAT32, 1).workload(ALL);

    List<MessageLite> swaps = requests(workload, Rpc.SWAP);
    SwapRequest swap = (SwapRequest) swaps.get(0);
    assertThat(swap.getModel().getModel()).isEqualTo("mnist");
    assertThat(swap.getModel().getVersion()).isEqualTo(2);
    assertThat(swap.getContents().getCount()).isEqualTo(6);
    assertThat(swap.getStyles().getShape().getWidth()).isEqualTo(5);
    FloatBuffer pixels =
        swap.getContents()
            .getFloat32()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    assertThat(pixels.remaining()).isEqualTo(6 * 20);
    while (pixels.hasRemaining()) {
      assertThat(pixels.get()).isBetween(0f, 1f);
    }
    assertThat(swaps).hasSize(16).doesNotHaveDuplicates();

    EncodeRequest encode = (EncodeRequest) requests(workload, Rpc.ENCODE).get(0);
    assertThat(encode.getImages().getFloat32().size()).isEqualTo(6 * 20 * 4);
    DecodeRequest decode = (DecodeRequest) requests(workload, Rpc.DECODE).get(0);
    assertThat(decode.getCodes().getLatentSpace()).isEqualTo("run");
    assertThat(decode.getCodes().getS().size()).isEqualTo(6 * 3 * 4);
    assertThat(decode.getCodes().getZ().size()).isEqualTo(6 * 2 * 4);
  }

  @Test
  void theSeedDecidesAndBytesComeBackAsBytes() {
    Workload bytes = new Requests(MODEL, 1, PixelFormat.UINT8, 5).workload(Mix.of(Rpc.SWAP));
    SwapRequest swap = (SwapRequest) requests(bytes, Rpc.SWAP).get(0);
    assertThat(swap.getContents().getUint8().size()).isEqualTo(20);
    assertThat(swap.getImageFormat()).isEqualTo(ImageFormat.IMAGE_FORMAT_UINT8);
    assertThat(new Requests(MODEL, 1, PixelFormat.UINT8, 5).workload(Mix.of(Rpc.SWAP)))
        .isEqualTo(bytes)
        .isNotEqualTo(new Requests(MODEL, 1, PixelFormat.UINT8, 6).workload(Mix.of(Rpc.SWAP)));
    assertThat(bytes.maxRequestBytes()).isEqualTo(swap.getSerializedSize());
  }

  private static List<MessageLite> requests(Workload workload, Rpc rpc) {
    return Objects.requireNonNull(workload.requests().get(rpc));
  }
}
