package io.twofold.batch.cli;

import io.twofold.batch.task.PixelFormat;
import picocli.CommandLine.Option;

/** How rebuilt images are written. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class PixelOption {

  @Option(
      names = "--pixels",
      paramLabel = "FORMAT",
      defaultValue = "png",
      description =
          "png or uint8 (one byte a value) in the column image, or float32 in the column x_hat."
              + " Default: ${DEFAULT-VALUE}.")
  PixelFormat format;
}
