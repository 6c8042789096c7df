package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PixelBytes;
import io.twofold.codec.image.PngDecoder;
import io.twofold.server.batching.ItemSource;
import java.util.List;

/**
 * The images of a request.
 *
 * @param count how many
 * @param items the images, each [channels, height, width], from 0 to 1
 */
record ImageSource(int count, ItemSource items) {

  /** These images, or the single one as many times as needed. */
  ItemSource repeated(int times) {
    return count == times ? items : new Single(items);
  }

  /** One image again and again. */
  private record Single(ItemSource image) implements ItemSource {
    @Override
    public void read(int item, float[] values) {
      image.read(0, values);
    }

    @Override
    public boolean isCheap() {
      return image.isCheap();
    }
  }

  /** Images of one byte a value, 0 to 255 for 0 to 1. */
  record Bytes(ByteString bytes, int size) implements ItemSource {

    @Override
    public void read(int item, float[] values) {
      int from = item * size;
      for (int i = 0; i < size; i++) {
        values[i] = PixelBytes.value(bytes.byteAt(from + i));
      }
    }

    @Override
    public boolean isCheap() {
      return true;
    }
  }

  /** PNG files, decoded as they are read. */
  record PngFiles(String name, List<ByteString> files, ImageShape shape) implements ItemSource {

    @Override
    public void read(int item, float[] values) {
      try {
        PngDecoder.decode(
            "%s.png file %d".formatted(name, item),
            files.get(item).toByteArray(),
            shape,
            values,
            0);
      } catch (InvalidInputException e) {
        String field = "%s.png.files[%d]".formatted(name, item);
        InvalidInputException named =
            new InvalidInputException(field, String.valueOf(e.getMessage()));
        named.initCause(e);
        throw named;
      }
    }

    @Override
    public boolean isCheap() {
      return false;
    }
  }
}
