package io.twofold.client.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard streams, for data.
 *
 * @param in where {@code -} is read from
 * @param out where {@code -} is written to
 */
record Standard(InputStream in, OutputStream out) {

  private static final Path DASH = Path.of("-");

  /** True where a path stands for a standard stream. */
  static boolean is(@Nullable Path path) {
    return DASH.equals(path);
  }

  /** Writes to the standard output. */
  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** The standard output as a stream that may be closed. */
  OutputStream outKeptOpen() {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
