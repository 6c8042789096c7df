package io.twofold.trainer.cli;

import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.IdxFolder;
import io.twofold.trainer.data.files.FileOptions;
import io.twofold.trainer.data.files.ImageFileData;
import io.twofold.trainer.data.files.ImageSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which images to use. */
final class DataOptions {

  /** How colours are taken. */
  enum Channels {
    GREY,
    RGB
  }

  @Option(
      names = "--data",
      defaultValue = "auto",
      paramLabel = "DATA",
      converter = DataChoice.Converter.class,
      description = {
        "mnist, fashion-mnist, kmnist: published sets of 70,000 images each;",
        "strokes: digits drawn on the spot; strokes-multi: drawn images with six labels each, on or off;",
        "folder:DIR: a subfolder of PNG, JPEG, BMP or GIF files for each class; where DIR holds train and"
            + " test, each has these subfolders;",
        "csv:FILE: a table with a header; a column path, and a column with the class or several columns"
            + " of 0 and 1; a column split may say train or test;",
        "idx:DIR: your own four IDX files, named like MNIST's, of any height and width, grey or colour;",
        "auto: mnist where it can be had, else strokes. Default: ${DEFAULT-VALUE}."
      })
  DataChoice data = new DataChoice.Auto();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Where a published set's four IDX files lie: mnist gzipped or not, the others gzipped as",
        "published. Also looked for in $TWOFOLD_DATA/NAME and the user's cache folder; else downloaded",
        "into that."
      })
  @Nullable Path dataDir;

  @Option(names = "--offline", description = "Never download.")
  boolean offline;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      description = {
        "Height and width that folder: and csv: images are fitted to, with their proportions kept.",
        "Default: the most common size, made smaller until no side is longer than 64."
      })
  @Nullable String size;

  @Option(
      names = "--channels",
      paramLabel = "CHANNELS",
      description = "grey or rgb, for folder: and csv: images. Default: grey.")
  @Nullable Channels channels;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      description = {
        "Share of the folder: or csv: images of each class that is held out, where the data set does",
        "not say which. Default: a sixth."
      })
  @Nullable Double testShare;

  @Option(
      names = "--path-column",
      paramLabel = "NAME",
      description = "Column of csv: with the paths. Default: path, file, filename or image.")
  @Nullable String pathColumn;

  @Option(
      names = "--label-columns",
      paramLabel = "NAME",
      split = ",",
      description = "Columns of csv: with the labels. Default: all but the path and split.")
  List<String> labelColumns = List.of();

  @Option(
      names = "--data-seed",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Seed of what strokes draws and of what is held out. Default: ${DEFAULT-VALUE}.")
  long dataSeed = 1;

  @Option(
      names = "--data-count",
      defaultValue = "60000",
      paramLabel = "N",
      description = {
        "Images that strokes and strokes-multi draw to learn from; a sixth as many are held out.",
        "Default: ${DEFAULT-VALUE}."
      })
  int dataCount = DataLookup.STROKES_TRAIN;

  /** Checks the values that no data set can be made of. */
  void check(UsageChecks usage) {
    usage.requireAtLeast("--data-count", dataCount, 1);
    usage.of(this::fileOptions);
  }

  /**
   * The data set that the options name or, where they leave it open, the one that a model was
   * trained on. Images of another folder or table are fitted to the size that the model takes.
   *
   * @param trainedOn the data settings of the model's provenance
   */
  Dataset loadFor(Map<String, String> trainedOn, PrintWriter err) throws IOException {
    try {
      if (size == null) {
        size = trainedOn.get("size");
      }
      if (channels == null && trainedOn.containsKey("channels")) {
        channels =
            Channels.valueOf(trainedOn.getOrDefault("channels", "").toUpperCase(Locale.ROOT));
      }
      if (data instanceof DataChoice.Auto) {
        data = DataChoice.parse(trainedOn.getOrDefault("data", "auto"));
        dataSeed = Long.parseLong(trainedOn.getOrDefault("data-seed", Long.toString(dataSeed)));
        dataCount =
            Integer.parseInt(trainedOn.getOrDefault("data-count", Integer.toString(dataCount)));
        takeFileSettings(trainedOn);
      }
      fileOptions();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "the bundle was trained on data that this version does not know: %s. Name one with --data"
              .formatted(trainedOn),
          e);
    }
    return load(err);
  }

  private void takeFileSettings(Map<String, String> trainedOn) {
    if (trainedOn.containsKey("test-share")) {
      testShare = Double.valueOf(trainedOn.getOrDefault("test-share", ""));
    }
    if (pathColumn == null) {
      pathColumn = trainedOn.get("path-column");
    }
    String labels = trainedOn.get("label-columns");
    if (labelColumns.isEmpty() && labels != null) {
      labelColumns = List.of(labels.split(",", -1));
    }
  }

  /** The data set that the options name; lines for people go to {@code err}. */
  Dataset load(PrintWriter err) throws IOException {
    DataLookup lookup = new DataLookup(dataDir, System.getenv(), !offline, err::println);
    if (data instanceof DataChoice.Published published) {
      return lookup.named(published.set());
    }
    if (data instanceof DataChoice.Folder choice) {
      return ImageFileData.folder(choice.folder(), fileOptions(), err::println);
    }
    if (data instanceof DataChoice.Csv choice) {
      return ImageFileData.csv(choice.file(), fileOptions(), err::println);
    }
    if (data instanceof DataChoice.Idx choice) {
      return IdxFolder.read(choice.folder());
    }
    if (data instanceof DataChoice.Strokes) {
      return DataLookup.strokes(dataSeed, dataCount);
    }
    if (data instanceof DataChoice.StrokesMulti) {
      return DataLookup.strokesMulti(dataSeed, dataCount);
    }
    return lookup.best(dataSeed, dataCount);
  }

  private FileOptions fileOptions() {
    return new FileOptions(
        size == null ? null : parsedSize(size),
        channels == Channels.RGB ? 3 : 1,
        testShare == null ? 1.0 / 6 : testShare,
        dataSeed,
        pathColumn,
        labelColumns);
  }

  private static ImageSize parsedSize(String size) {
    try {
      return ImageSize.parse(size);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--size: " + e.getMessage(), e);
    }
  }
}
