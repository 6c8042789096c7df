package io.twofold.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.v1.Codes;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.ImageShape;
import io.twofold.v1.Images;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.SwapRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes requests of noise for a model. */
public final class Requests {

  private static final int MOST_VARIANTS = 16;
  private static final int MOST_BYTES_OF_VARIANTS = 64 << 20;

  private final ServedModel model;
  private final int images;
  private final PixelFormat format;
  private final SplittableRandom random;

  /**
   * @param images images in each request
   * @param format how pixels are sent and wanted back
   * @param seed of the noise
   */
  public Requests(ServedModel model, int images, PixelFormat format, long seed) {
    if (images < 1) {
      throw new IllegalArgumentException("images must be at least 1, not " + images);
    }
    this.model = model;
    this.images = images;
    this.format = format;
    this.random = new SplittableRandom(seed);
  }

  /** Requests for every RPC of the mix. */
  public Workload workload(Mix mix) {
    Map<Rpc, List<MessageLite>> requests = new EnumMap<>(Rpc.class);
    mix.weights().keySet().forEach(rpc -> requests.put(rpc, variants(rpc)));
    return new Workload(mix, images, requests);
  }

  private List<MessageLite> variants(Rpc rpc) {
    Supplier<MessageLite> make =
        switch (rpc) {
          case SWAP -> this::swap;
          case ENCODE -> this::encode;
          case DECODE -> this::decode;
        };
    MessageLite first = make.get();
    int count = MOST_BYTES_OF_VARIANTS / Math.max(1, first.getSerializedSize());
    return Stream.concat(
            Stream.of(first),
            Stream.generate(make).limit(Math.max(0, Math.min(count, MOST_VARIANTS) - 1)))
        .toList();
  }

  private MessageLite swap() {
    return SwapRequest.newBuilder()
        .setModel(selector())
        .setContents(images())
        .setStyles(images())
        .setImageFormat(answer())
        .build();
  }

  private MessageLite encode() {
    return EncodeRequest.newBuilder().setModel(selector()).setImages(images()).build();
  }

  /** Codes as a well-trained encoder spreads them, about 0 with a variance about 1. */
  private MessageLite decode() {
    return DecodeRequest.newBuilder()
        .setModel(selector())
        .setCodes(
            Codes.newBuilder()
                .setLatentSpace(model.latentSpace())
                .setCount(images)
                .setDimS(model.dimS())
                .setDimZ(model.dimZ())
                .setS(floats(images * model.dimS(), random::nextGaussian))
                .setZ(floats(images * model.dimZ(), random::nextGaussian)))
        .setImageFormat(answer())
        .build();
  }

  private ModelSelector selector() {
    return ModelSelector.newBuilder().setModel(model.name()).setVersion(model.version()).build();
  }

  private ImageFormat answer() {
    return switch (format) {
      case FLOAT32 -> ImageFormat.IMAGE_FORMAT_FLOAT32;
      case UINT8 -> ImageFormat.IMAGE_FORMAT_UINT8;
    };
  }

  private Images images() {
    int pixels = Math.multiplyExact(images, model.channels() * model.height() * model.width());
    Images.Builder message =
        Images.newBuilder()
            .setCount(images)
            .setShape(
                ImageShape.newBuilder()
                    .setChannels(model.channels())
                    .setHeight(model.height())
                    .setWidth(model.width()));
    return switch (format) {
      case FLOAT32 -> message.setFloat32(floats(pixels, random::nextDouble)).build();
      case UINT8 -> message.setUint8(bytes(pixels)).build();
    };
  }

  private static ByteString floats(int count, DoubleSupplier draw) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat((float) draw.getAsDouble());
    }
    return UnsafeByteOperations.unsafeWrap(bytes.array());
  }

  private ByteString bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
