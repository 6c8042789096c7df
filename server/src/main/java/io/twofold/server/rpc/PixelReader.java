package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.v1.Images;
import java.util.List;

/** Finds the images in a request, or says what is wrong with it. */
final class PixelReader {

  private final CallLimits limits;

  PixelReader(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * The images of a request: their number, shape and bytes are right; their values are checked as
   * they are read.
   *
   * @param name the request's field, for messages
   * @param shape the model's shape
   * @throws InvalidInputException where they are not images of that shape
   */
  ImageSource read(String name, Images images, ImageShape shape) {
    requireShape(name, images, shape);
    return switch (images.getPixelsCase()) {
      case FLOAT32 -> {
        ByteString bytes = images.getFloat32();
        int count = requireRaw(name, "float32", images, shape, bytes, Float.BYTES);
        yield new ImageSource(count, FloatItems.pixels(name, bytes, shape.size()));
      }
      case UINT8 -> {
        ByteString bytes = images.getUint8();
        int count = requireRaw(name, "uint8", images, shape, bytes, 1);
        yield new ImageSource(count, new ImageSource.Bytes(bytes, shape.size()));
      }
      case PNG -> png(name, images, shape);
      case PIXELS_NOT_SET ->
          throw new InvalidInputException(
              name, name + " holds no pixels: set one of float32, uint8 and png");
    };
  }

  private ImageSource png(String name, Images images, ImageShape shape) {
    List<ByteString> files = images.getPng().getFilesList();
    if (files.isEmpty()) {
      throw new InvalidInputException(name + ".png", name + ".png holds no files");
    }
    long stated = Integer.toUnsignedLong(images.getCount());
    if (stated != 0 && stated != files.size()) {
      throw new InvalidInputException(
          name + ".count",
          "%s.count is %d, and %d PNG files came".formatted(name, stated, files.size()));
    }
    int count = limits.requireCount(name, files.size(), shape);
    return new ImageSource(count, new ImageSource.PngFiles(name, files, shape));
  }

  private int requireRaw(
      String name, String form, Images images, ImageShape shape, ByteString bytes, int valueBytes) {
    int count = limits.requireCount(name, Integer.toUnsignedLong(images.getCount()), shape);
    long expected = (long) count * shape.size() * valueBytes;
    if (bytes.size() != expected) {
      throw new InvalidInputException(
          name + "." + form,
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
          name + ".shape",
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
