package io.twofold.batch.source;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.IdxLayout;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;

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
   * Reads a header of a file that is laid out as {@link IdxLayout} tells.
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
      throw new SourceException(name + " is cut off in its header", e);
    }
  }

  private static IdxHeader of(String name, ImageShape shape, int[] sizes) throws SourceException {
    IdxLayout layout;
    try {
      layout = IdxLayout.of(sizes);
    } catch (IllegalArgumentException e) {
      throw new SourceException(name + " " + e.getMessage(), e);
    }
    if (layout.channels() != shape.channels()
        || layout.height() != shape.height()
        || layout.width() != shape.width()) {
      throw new SourceException(
          "%s holds images of %dx%dx%d, the model takes %s"
              .formatted(name, layout.channels(), layout.height(), layout.width(), shape));
    }
    return new IdxHeader(
        Integer.BYTES * (1 + sizes.length),
        layout.images(),
        shape.size(),
        layout.channelsLast() ? layout.channels() : 1);
  }
}
