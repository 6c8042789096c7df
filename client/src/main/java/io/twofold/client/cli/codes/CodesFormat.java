package io.twofold.client.cli.codes;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** How a file of codes is written. */
public enum CodesFormat {
  /** One document that says everything; see {@link JsonCodes}. */
  JSON,
  /** A header and one line an image; see {@link CsvCodes}. */
  CSV,
  /** An array of float32 for numpy, with a file beside it; see {@link NpyCodes}. */
  NPY;

  /** The format that a file's name ends with; JSON where it ends with none. */
  public static CodesFormat of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (CodesFormat format : values()) {
      if (lower.endsWith("." + format)) {
        return format;
      }
    }
    return JSON;
  }

  /**
   * A writer of this format.
   *
   * @param count how many codes will be written
   * @param stream closed with the writer
   */
  public CodesWriter writer(OutputStream stream, Origin origin, long count) throws IOException {
    OutputStream buffered = new BufferedOutputStream(stream, 1 << 16);
    return switch (this) {
      case JSON -> new JsonCodes.Writer(buffered, origin);
      case CSV -> new CsvCodes.Writer(buffered, origin);
      case NPY -> new NpyCodes.Writer(buffered, origin, count);
    };
  }

  /** The name as options and file names have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
