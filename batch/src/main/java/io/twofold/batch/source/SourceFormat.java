package io.twofold.batch.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What images are read from. */
public enum SourceFormat {
  /** Parquet files with a column of PNG files, or of one byte a value. */
  PARQUET,
  /** Files of the IDX format, gzipped or not. */
  IDX,
  /** A folder of PNG files, and its subfolders. */
  PNG;

  /** What a file is, by its name; null where it is none of these. */
  static @Nullable SourceFormat of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".png")) {
      return PNG;
    }
    return name.matches(".*idx[0-9]+-ubyte(\\.gz)?") ? IDX : null;
  }
}
