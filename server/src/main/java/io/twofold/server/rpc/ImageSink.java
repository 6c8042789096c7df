package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PixelBytes;
import io.twofold.codec.image.PngEncoder;
import io.twofold.server.batching.ItemSink;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.PngImages;
import java.util.Arrays;
import java.util.function.Supplier;

/** Images that leave in the format that a request asks for. */
interface ImageSink extends ItemSink {

  /** What was taken, as the contract has it, without count and shape. */
  Images.Builder pixels();

  /**
   * A sink for a request.
   *
   * @param format as sent, and its number, which this server may not know
   * @param notFinite what to throw where a value is not finite
   * @throws InvalidInputException where this server does not know the format
   */
  static ImageSink of(
      ImageFormat format,
      int number,
      int count,
      ImageShape shape,
      Supplier<RuntimeException> notFinite) {
    return switch (format) {
      case IMAGE_FORMAT_UNSPECIFIED, IMAGE_FORMAT_FLOAT32 ->
          new Floats(new FloatResults(count, shape.size(), notFinite));
      case IMAGE_FORMAT_UINT8 ->
          new Bytes(new byte[Math.multiplyExact(count, shape.size())], shape.size(), notFinite);
      case IMAGE_FORMAT_PNG -> new PngFiles(new ByteString[count], shape, notFinite);
      case UNRECOGNIZED ->
          throw new InvalidInputException(
              "image_format", "image_format %d is not known".formatted(number));
    };
  }

  /** The shape as the contract has it. */
  static io.twofold.v1.ImageShape message(ImageShape shape) {
    return io.twofold.v1.ImageShape.newBuilder()
        .setChannels(shape.channels())
        .setHeight(shape.height())
        .setWidth(shape.width())
        .build();
  }

  /** Images as float32. */
  record Floats(FloatResults results) implements ImageSink {
    @Override
    public void take(int item, float[] values) {
      results.take(item, values);
    }

    @Override
    public boolean isCheap() {
      return true;
    }

    @Override
    public Images.Builder pixels() {
      return Images.newBuilder().setFloat32(results.bytes());
    }
  }

  /** Images as bytes: each value as the nearest of 0, 1/255, …, 1. */
  record Bytes(byte[] bytes, int size, Supplier<RuntimeException> notFinite) implements ImageSink {
    @Override
    public void take(int item, float[] values) {
      FloatResults.requireFinite(values, size, notFinite);
      PixelBytes.quantise(values, bytes, item * size, size);
    }

    @Override
    public boolean isCheap() {
      return true;
    }

    @Override
    public Images.Builder pixels() {
      return Images.newBuilder().setUint8(UnsafeByteOperations.unsafeWrap(bytes));
    }
  }

  /** Images as PNG files. */
  record PngFiles(ByteString[] files, ImageShape shape, Supplier<RuntimeException> notFinite)
      implements ImageSink {
    @Override
    public void take(int item, float[] values) {
      FloatResults.requireFinite(values, shape.size(), notFinite);
      byte[] samples = new byte[shape.size()];
      PixelBytes.quantise(values, samples, 0, samples.length);
      files[item] = UnsafeByteOperations.unsafeWrap(PngEncoder.encode(samples, shape));
    }

    @Override
    public boolean isCheap() {
      return false;
    }

    @Override
    public Images.Builder pixels() {
      return Images.newBuilder().setPng(PngImages.newBuilder().addAllFiles(Arrays.asList(files)));
    }
  }
}
