package io.twofold.batch.source;

import io.twofold.batch.task.ImageRow;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * Images that stand one after the other in an IDX file.
 *
 * @param path the file
 * @param header its header
 * @param gzipped whether it can only be read from its start
 * @param first the first image, from 0
 * @param count how many
 */
record IdxRange(String path, IdxHeader header, boolean gzipped, int first, int count)
    implements Serializable {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Opens the file.
   *
   * @throws SourceException where it ends too early
   */
  Images read(Configuration hadoop) throws IOException {
    Path file = new Path(path);
    FSDataInputStream raw = file.getFileSystem(hadoop).open(file);
    try {
      long start = header.offset() + (long) first * header.imageBytes();
      if (!gzipped) {
        raw.seek(start);
        return new Images(new DataInputStream(new BufferedInputStream(raw, BUFFER_BYTES)));
      }
      InputStream unzipped = new GZIPInputStream(raw, BUFFER_BYTES);
      unzipped.skipNBytes(start);
      return new Images(new DataInputStream(unzipped));
    } catch (EOFException e) {
      raw.close();
      throw cutOff(first, e);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private SourceException cutOff(int image, EOFException cause) {
    return new SourceException(
        "%s is cut off: it ends before image %d of %d".formatted(path, image, header.count()),
        cause);
  }

  /** The images, in their order. */
  final class Images implements Iterator<ImageRow>, Closeable {
    private final DataInputStream in;
    private final String fileName = new Path(path).getName().replaceFirst("\\.gz$", "");
    private int done;

    Images(DataInputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      return done < count;
    }

    @Override
    public ImageRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] image = new byte[header.imageBytes()];
      int number = first + done;
      try {
        in.readFully(image);
      } catch (EOFException e) {
        throw new UncheckedIOException(cutOff(number, e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      done++;
      ImageRow row = new ImageRow();
      row.setName(fileName + "#" + number);
      row.setImage(planes(image, header.channelsTogether()));
      return row;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static byte[] planes(byte[] image, int channels) {
    if (channels == 1) {
      return image;
    }
    int area = image.length / channels;
    byte[] planes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      planes[i % channels * area + i / channels] = image[i];
    }
    return planes;
  }
}
