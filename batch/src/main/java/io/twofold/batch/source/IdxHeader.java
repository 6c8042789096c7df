package io.twofold.batch.source;

import io.twofold.codec.bundle.ImageShape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The start of an IDX file of images: two zero bytes, the type 0x08 for unsigned bytes, the number
 * of dimensions, and each of them as a big-endian int.
 *
 * @param offset bytes before the first image
 * @param count images
 * @param imageBytes bytes of one image
 * @param channelsTogether channels of each pixel that stand side by side; 1 where each channel is a
 *     plane of its own
 */
record IdxHeader(int offset, int count, int imageBytes, int channelsTogether)
    implements Serializable {

  private static final int UNSIGNED_BYTE = 0x08;

  /**
   * Reads a header: [count, height, width], or [count, channels, height, width] or [count, height,
   * width, channels] with 1 or 3 channels.
   *
   * @param name what to call the file in messages
   * @throws SourceException where the file holds no images of unsigned bytes and of that shape
   */
  static IdxHeader read(String name, ImageShape shape, DataInputStream in) throws IOException {
    try {
      int magic = in.readInt();
      int rank = magic & 0xff;
      if (magic >>> 8 != UNSIGNED_BYTE || rank < 3 || rank > 4) {
        throw new SourceException(name + " is not an IDX file of images of unsigned bytes");
      }
      int[] sizes = new int[rank];
      for (int i = 0; i < rank; i++) {
        sizes[i] = in.readInt();
      }
      return of(name, shape, sizes);
    } catch (EOFException e) {
      SourceException cut = new SourceException(name + " is cut off in its header");
      cut.initCause(e);
      throw cut;
    }
  }

  private static IdxHeader of(String name, ImageShape shape, int[] sizes) throws SourceException {
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new SourceException(name + " has sizes of " + Arrays.toString(sizes));
    }
    boolean planes = sizes.length == 3 || isChannels(sizes[1]);
    if (!planes && !isChannels(sizes[3])) {
      throw new SourceException(
          "%s must hold [images, height, width] or, with 1 or 3 channels, [images, channels, height, width] bytes, not %s"
              .formatted(name, Arrays.toString(sizes)));
    }
    int channels = sizes.length == 3 ? 1 : planes ? sizes[1] : sizes[3];
    int height = sizes.length == 4 && planes ? sizes[2] : sizes[1];
    int width = sizes.length == 4 && planes ? sizes[3] : sizes[2];
    if (channels != shape.channels() || height != shape.height() || width != shape.width()) {
      throw new SourceException(
          "%s holds images of %dx%dx%d, the model takes %s"
              .formatted(name, channels, height, width, shape));
    }
    return new IdxHeader(
        Integer.BYTES * (1 + sizes.length), sizes[0], shape.size(), planes ? 1 : channels);
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }
}
