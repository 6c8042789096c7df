package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.PngImages;

/** Turns floats from 0 to 1 into the images of an answer. */
final class PixelWriter {

  private PixelWriter() {}

  /**
   * Checks what a request asks for, before the work for it is done.
   *
   * @throws InvalidInputException where this server does not know the format
   */
  static void requireKnown(ImageFormat format, int number) {
    if (format == ImageFormat.UNRECOGNIZED) {
      throw new InvalidInputException("image_format %d is not known".formatted(number));
    }
  }

  /**
   * Writes images.
   *
   * @param values [count, channels, height, width]
   */
  static Images write(float[] values, ImageShape shape, ImageFormat format) {
    Images.Builder images =
        Images.newBuilder().setCount(values.length / shape.size()).setShape(message(shape));
    switch (format) {
      case IMAGE_FORMAT_UNSPECIFIED, IMAGE_FORMAT_FLOAT32 ->
          images.setFloat32(Float32.toBytes(values));
      case IMAGE_FORMAT_UINT8 ->
          images.setUint8(UnsafeByteOperations.unsafeWrap(bytes(values, 0, values.length)));
      case IMAGE_FORMAT_PNG -> images.setPng(png(values, shape));
      case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown image format");
    }
    return images.build();
  }

  /** The shape as the contract has it. */
  static io.twofold.v1.ImageShape message(ImageShape shape) {
    return io.twofold.v1.ImageShape.newBuilder()
        .setChannels(shape.channels())
        .setHeight(shape.height())
        .setWidth(shape.width())
        .build();
  }

  private static PngImages png(float[] values, ImageShape shape) {
    PngImages.Builder files = PngImages.newBuilder();
    for (int from = 0; from < values.length; from += shape.size()) {
      files.addFiles(
          ByteString.copyFrom(PngEncoder.encode(bytes(values, from, shape.size()), shape)));
    }
    return files.build();
  }

  /** Each value as the nearest of 0, 1/255, …, 1. */
  private static byte[] bytes(float[] values, int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Math.round(Math.min(1f, Math.max(0f, values[from + i])) * 255f);
    }
    return bytes;
  }
}
