package io.twofold.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds a data set by name.
 *
 * <p>MNIST is looked for in the folder that the caller names, then in {@code $TWOFOLD_DATA/mnist},
 * then in the user's cache folder, and else downloaded into that.
 */
public final class DataLookup {

  /** Drawn images to learn from, where the data set is {@code strokes}. */
  public static final int STROKES_TRAIN = 60_000;

  private final @Nullable Path dataDir;
  private final Map<String, String> environment;
  private final Path cache;
  private final boolean mayDownload;
  private final MnistDownload download;
  private final Consumer<String> log;

  /**
   * @param dataDir a folder to look into first
   * @param environment the process's environment variables
   * @param mayDownload whether the network may be used
   * @param log takes a line for people now and then
   */
  public DataLookup(
      @Nullable Path dataDir,
      Map<String, String> environment,
      boolean mayDownload,
      Consumer<String> log) {
    this(
        dataDir,
        environment,
        mayDownload,
        log,
        new MnistDownload(MnistDownload.MIRRORS, Mnist.PARTS, MnistDownload.FILE_TIMEOUT, log));
  }

  DataLookup(
      @Nullable Path dataDir,
      Map<String, String> environment,
      boolean mayDownload,
      Consumer<String> log,
      MnistDownload download) {
    this.dataDir = dataDir;
    this.environment = environment;
    this.cache = cacheFolder(environment).resolve("mnist");
    this.mayDownload = mayDownload;
    this.log = log;
    this.download = download;
  }

  /** Where Twofold keeps what it has fetched or unpacked for this user. */
  public static Path cacheFolder(Map<String, String> environment) {
    String xdg = environment.get("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home", ".")).resolve(".cache");
    return base.resolve("twofold");
  }

  /**
   * MNIST where it can be had, else drawn digits; the log says which and why. Files that are there
   * and broken are an error, not a reason to learn from something else.
   *
   * @param seed of the drawn digits
   * @param strokes how many to draw
   */
  public Dataset best(long seed, int strokes) throws IOException {
    try {
      return mnist();
    } catch (DataNotFoundException e) {
      log.accept("Using drawn digits (strokes): " + e.getMessage());
      return strokes(seed, strokes);
    }
  }

  /**
   * MNIST.
   *
   * @throws DataException where it is neither found nor to be downloaded, with the places tried
   */
  public Dataset mnist() throws IOException {
    if (dataDir != null && !Mnist.isIn(dataDir) && !Mnist.isIn(dataDir.resolve("mnist"))) {
      throw new DataException("--data-dir: " + absence(dataDir));
    }
    List<String> tried = new ArrayList<>();
    for (Path folder : folders()) {
      if (Mnist.isIn(folder)) {
        log.accept("MNIST found in " + folder);
        return Mnist.read(folder);
      }
      tried.add(absence(folder));
    }
    if (!mayDownload) {
      throw new DataNotFoundException(
          "MNIST was not found, and downloading is off: " + String.join("; ", tried));
    }
    log.accept("MNIST is not on this machine; downloading it (11 MB) to " + cache);
    try {
      download.into(cache);
    } catch (IOException e) {
      throw new DataNotFoundException(
          "MNIST was not found (%s) and could not be downloaded: %s"
              .formatted(String.join("; ", tried), e.getMessage() == null ? e : e.getMessage()),
          e);
    }
    return Mnist.read(cache);
  }

  /**
   * Drawn digits.
   *
   * @param trainCount images to learn from; a sixth as many are held out
   */
  public static Dataset strokes(long seed, int trainCount) {
    return new Dataset(
        "strokes",
        "digits drawn from strokes with seed " + seed,
        Strokes.generate(trainCount, seed).images(),
        Strokes.generate(Math.max(1, trainCount / 6), ~seed).images(),
        Map.of(
            "data", "strokes",
            "data-seed", Long.toString(seed),
            "data-count", Integer.toString(trainCount)));
  }

  private static String absence(Path folder) {
    return folder
        + (Files.isDirectory(folder)
            ? " lacks " + String.join(", ", Mnist.missingFrom(folder))
            : " does not exist");
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    if (dataDir != null) {
      folders.add(dataDir);
      folders.add(dataDir.resolve("mnist"));
    }
    String root = environment.get("TWOFOLD_DATA");
    if (root != null && !root.isBlank()) {
      folders.add(Path.of(root).resolve("mnist"));
    }
    folders.add(cache);
    return folders;
  }
}
