package io.twofold.trainer.cli;

import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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

  /** Checks the values that no data set can be made of. */
  void check(UsageChecks usage) {
    usage.requireAtLeast("--data-count", dataCount, 1);
  }

  /**
   * The data set that the options name or, where they leave it open, the one that a model was
   * trained on.
   *
   * @param trainedOn the data settings of the model's provenance
   */
  Dataset loadFor(Map<String, String> trainedOn, PrintWriter err) throws IOException {
    if (data == DataName.AUTO) {
      try {
        data = DataName.valueOf(trainedOn.getOrDefault("data", "auto").toUpperCase(Locale.ROOT));
        dataSeed = Long.parseLong(trainedOn.getOrDefault("data-seed", Long.toString(dataSeed)));
        dataCount =
            Integer.parseInt(trainedOn.getOrDefault("data-count", Integer.toString(dataCount)));
      } catch (IllegalArgumentException e) {
        throw new DataException(
            "the bundle was trained on data that this version does not know: %s. Name one with --data"
                .formatted(trainedOn),
            e);
      }
    }
    return load(err);
  }

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
