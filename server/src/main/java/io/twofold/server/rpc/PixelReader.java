package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.v1.Images;
import java.util.List;

/** Turns the images of a request into floats from 0 to 1, or says what is wrong with them. */
final class PixelReader {

  /** How far outside 0..1 a float may be: what rounding may leave behind. */
  private static final float SLACK = 1e-6f;

  private final CallLimits limits;

  PixelReader(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads images.
   *
   * @param name the request's field, for messages
   * @param shape the model's shape
   * @return [count, channels, height, width]
   * @throws InvalidInputException where they are not images of that shape
   */
  float[] read(String name, Images images, ImageShape shape) {
    requireShape(name, images, shape);
    return switch (images.getPixelsCase()) {
      case FLOAT32 -> float32(name, images, shape);
      case UINT8 -> uint8(name, images, shape);
      case PNG -> png(name, images, shape);
      case PIXELS_NOT_SET ->
          throw new InvalidInputException(
              name + " holds no pixels: set one of float32, uint8 and png");
    };
  }

  private float[] float32(String name, Images images, ImageShape shape) {
    int count = requireRaw(name, "float32", images, shape, images.getFloat32(), Float.BYTES);
    float[] values = Float32.fromBytes(images.getFloat32());
    for (int i = 0; i < count * shape.size(); i++) {
      float value = values[i];
      if (Float.isFinite(value) && (value < -SLACK || value > 1 + SLACK)) {
        throw new InvalidInputException(
            "%s must be valued 0 to 1: item %d holds %s at position %d"
                .formatted(name, i / shape.size(), value, i % shape.size()));
      }
    }
    return values;
  }

  private float[] uint8(String name, Images images, ImageShape shape) {
    ByteString bytes = images.getUint8();
    int count = requireRaw(name, "uint8", images, shape, bytes, 1);
    float[] values = new float[count * shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes.byteAt(i)) / 255f;
    }
    return values;
  }

  private float[] png(String name, Images images, ImageShape shape) {
    List<ByteString> files = images.getPng().getFilesList();
    if (files.isEmpty()) {
      throw new InvalidInputException(name + ".png holds no files");
    }
    long stated = Integer.toUnsignedLong(images.getCount());
    if (stated != 0 && stated != files.size()) {
      throw new InvalidInputException(
          "%s.count is %d, and %d PNG files came".formatted(name, stated, files.size()));
    }
    int count = limits.requireCount(name, files.size(), shape);
    float[] values = new float[count * shape.size()];
    for (int i = 0; i < count; i++) {
      PngDecoder.decode(
          "%s.png file %d".formatted(name, i), files.get(i), shape, values, i * shape.size());
    }
    return values;
  }

  private int requireRaw(
      String name, String form, Images images, ImageShape shape, ByteString bytes, int valueBytes) {
    int count = limits.requireCount(name, Integer.toUnsignedLong(images.getCount()), shape);
    long expected = (long) count * shape.size() * valueBytes;
    if (bytes.size() != expected) {
      throw new InvalidInputException(
          "%s.%s of %d images of shape %s needs %d bytes, not %d"
              .formatted(name, form, count, shape, expected, bytes.size()));
    }
    return count;
  }

  private static void requireShape(String name, Images images, ImageShape shape) {
    if (!images.hasShape()) {
      return;
    }
    io.twofold.v1.ImageShape sent = images.getShape();
    if (sent.getChannels() != shape.channels()
        || sent.getHeight() != shape.height()
        || sent.getWidth() != shape.width()) {
      throw new InvalidInputException(
          "%s.shape must be the model's %s, not %sx%sx%s"
              .formatted(
                  name,
                  shape,
                  Integer.toUnsignedString(sent.getChannels()),
                  Integer.toUnsignedString(sent.getHeight()),
                  Integer.toUnsignedString(sent.getWidth())));
    }
  }
}
