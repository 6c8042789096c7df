package io.twofold.batch.task;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PixelBytes;
import io.twofold.codec.image.PngDecoder;
import io.twofold.codec.session.PinnedBatch;
import org.jspecify.annotations.Nullable;

/** Writes images into a batch. */
final class PixelBatch {

  /** How each PNG file starts, and no picture does. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final ImageShape shape;

  PixelBatch(ImageShape shape) {
    this.shape = shape;
  }

  /**
   * Writes an image into a slot of an input.
   *
   * @param name what messages call the image
   * @param image a PNG file, or one byte a value: [channels, height, width]
   * @throws InvalidInputException where it is neither, or has another shape than the model
   */
  void write(String name, byte @Nullable [] image, PinnedBatch batch, int port, int slot) {
    if (image == null) {
      throw new InvalidInputException(name + " is missing");
    }
    float[] values = batch.item();
    if (isPng(image)) {
      PngDecoder.decode(name, image, shape, values, 0);
    } else if (image.length == shape.size()) {
      for (int i = 0; i < image.length; i++) {
        values[i] = PixelBytes.value(image[i]);
      }
    } else {
      throw new InvalidInputException(
          "%s of %d bytes is neither a PNG file nor the %d bytes of an image of shape %s"
              .formatted(name, image.length, shape.size(), shape));
    }
    batch.write(port, slot);
  }

  private static boolean isPng(byte[] image) {
    if (image.length < PNG.length) {
      return false;
    }
    for (int i = 0; i < PNG.length; i++) {
      if (image[i] != PNG[i]) {
        return false;
      }
    }
    return true;
  }
}
