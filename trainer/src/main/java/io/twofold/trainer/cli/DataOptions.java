package io.twofold.trainer.cli;

import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which images to use. */
final class DataOptions {

  /** A data set by name. */
  enum DataName {
    AUTO,
    MNIST,
    STROKES
  }

  @Option(
      names = "--data",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = {
        "mnist: 70,000 handwritten digits; strokes: digits drawn from strokes, made on the spot;",
        "auto: mnist where it can be had, else strokes. Default: ${DEFAULT-VALUE}."
      })
  DataName data = DataName.AUTO;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Where MNIST's four IDX files lie, gzipped or not. Also looked for in $TWOFOLD_DATA/mnist",
        "and the user's cache folder; else downloaded into that."
      })
  @Nullable Path dataDir;

  @Option(names = "--offline", description = "Never download.")
  boolean offline;

  @Option(
      names = "--data-seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the strokes data set. Default: ${DEFAULT-VALUE}.")
  long dataSeed = 1;

  @Option(
      names = "--data-count",
      defaultValue = "60000",
      paramLabel = "N",
      description = {
        "Images that strokes draws to learn from; a sixth as many are held out.",
        "Default: ${DEFAULT-VALUE}."
      })
  int dataCount = DataLookup.STROKES_TRAIN;

  /** The data set that the options name; lines for people go to {@code err}. */
  Dataset load(PrintWriter err) throws IOException {
    DataLookup lookup = new DataLookup(dataDir, System.getenv(), !offline, err::println);
    return switch (data) {
      case AUTO -> lookup.best(dataSeed, dataCount);
      case MNIST -> lookup.mnist();
      case STROKES -> DataLookup.strokes(dataSeed, dataCount);
    };
  }
}
