package io.twofold.batch.source;

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
   * @throws SourceException where the file holds no images of unsigned bytes
   */
  static IdxHeader read(String name, DataInputStream in) throws IOException {
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
      return of(name, sizes);
    } catch (EOFException e) {
      SourceException cut = new SourceException(name + " is cut off in its header");
      cut.initCause(e);
      throw cut;
    }
  }

  private static IdxHeader of(String name, int[] sizes) throws SourceException {
    boolean planes = sizes.length == 3 || isChannels(sizes[1]);
    long bytes = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 1) {
        throw new SourceException(name + " has sizes of " + Arrays.toString(sizes));
      }
      bytes = i == 0 ? 1 : Math.min(Integer.MAX_VALUE, bytes * sizes[i]);
    }
    if (bytes == Integer.MAX_VALUE || (!planes && !isChannels(sizes[3]))) {
      throw new SourceException(
          "%s must hold [images, height, width] or, with 1 or 3 channels, [images, channels, height, width] bytes, not %s"
              .formatted(name, Arrays.toString(sizes)));
    }
    return new IdxHeader(
        Integer.BYTES * (1 + sizes.length), sizes[0], (int) bytes, planes ? 1 : sizes[3]);
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }
}
