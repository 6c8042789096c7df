package io.twofold.batch.cli;

import io.twofold.batch.source.ImageColumns;
import io.twofold.batch.source.ImageSource;
import io.twofold.batch.source.SourceFormat;
import io.twofold.codec.bundle.ImageShape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How images are found in the input. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ImageOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the input holds: parquet, idx or png (a folder of PNG files). Default: by the"
              + " files' names.")
  @Nullable SourceFormat format;

  @Option(
      names = "--image-column",
      paramLabel = "NAME",
      defaultValue = "image",
      description =
          "In Parquet, the column of images: PNG files, or one byte a value. Default:"
              + " ${DEFAULT-VALUE}.")
  String imageColumn;

  ImageSource source(String path, @Nullable String nameColumn, ImageShape shape) {
    return new ImageSource(path, format, new ImageColumns(imageColumn, nameColumn), shape);
  }
}
