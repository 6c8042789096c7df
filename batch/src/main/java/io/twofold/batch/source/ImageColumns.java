package io.twofold.batch.source;

import org.jspecify.annotations.Nullable;

/**
 * Columns of Parquet files.
 *
 * @param image PNG files, or one byte a value
 * @param name what each image is called; null to call it by its file and row
 */
public record ImageColumns(String image, @Nullable String name) {

  /** The usual names. */
  public static final ImageColumns USUAL = new ImageColumns("image", null);
}
