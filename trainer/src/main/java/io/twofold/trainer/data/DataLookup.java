package io.twofold.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds a data set by name.
 *
 * <p>A published set such as MNIST is looked for in the folder that the caller names, then in
 * {@code $TWOFOLD_DATA/mnist}, then in the user's cache folder, and else downloaded into that.
 */
public final class DataLookup {

  /** Drawn images to learn from, where the data set is {@code strokes}. */
  public static final int STROKES_TRAIN = 60_000;

  private final @Nullable Path dataDir;
  private final Map<String, String> environment;
  private final Path cache;
  private final boolean mayDownload;
  private final UnaryOperator<IdxSet> published;
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
    this(dataDir, environment, mayDownload, log, UnaryOperator.identity());
  }

  /** A look-up that takes each set as {@code published} has it. */
  DataLookup(
      @Nullable Path dataDir,
      Map<String, String> environment,
      boolean mayDownload,
      Consumer<String> log,
      UnaryOperator<IdxSet> published) {
    this.dataDir = dataDir;
    this.environment = environment;
    this.cache = cacheFolder(environment);
    this.mayDownload = mayDownload;
    this.log = log;
    this.published = published;
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
    return named(IdxSets.MNIST);
  }

  /**
   * A published set.
   *
   * @throws DataException where it is neither found nor to be downloaded, with the places tried
   */
  public Dataset named(IdxSet wanted) throws IOException {
    IdxSet set = published.apply(wanted);
    if (dataDir != null && !set.isIn(dataDir) && !set.isIn(dataDir.resolve(set.name()))) {
      throw new DataException("--data-dir: " + absence(set, dataDir));
    }
    List<String> tried = new ArrayList<>();
    for (Path folder : folders(set)) {
      if (set.isIn(folder)) {
        log.accept(set.title() + " found in " + folder);
        return set.read(folder);
      }
      tried.add(absence(set, folder));
    }
    if (!mayDownload) {
      throw new DataNotFoundException(
          set.title() + " was not found, and downloading is off: " + String.join("; ", tried));
    }
    Path target = cache.resolve(set.name());
    log.accept(
        "%s is not on this machine; downloading it (%d MB) to %s"
            .formatted(set.title(), set.megabytes(), target));
    try {
      new IdxDownload(set, IdxDownload.FILE_TIMEOUT, log).into(target);
    } catch (IOException e) {
      throw new DataNotFoundException(
          "%s was not found (%s) and could not be downloaded: %s"
              .formatted(
                  set.title(),
                  String.join("; ", tried),
                  e.getMessage() == null ? e : e.getMessage()),
          e);
    }
    return set.read(target);
  }

  /**
   * Drawn arrangements of six attributes, any subset of them in an image.
   *
   * @param trainCount images to learn from; a sixth as many are held out
   */
  public static Dataset strokesMulti(long seed, int trainCount) {
    return new Dataset(
        "strokes-multi",
        "attributes drawn from strokes with seed " + seed,
        MultiStrokes.generate(trainCount, seed).images(),
        MultiStrokes.generate(Math.max(1, trainCount / 6), ~seed).images(),
        Map.of(
            "data", "strokes-multi",
            "data-seed", Long.toString(seed),
            "data-count", Integer.toString(trainCount)));
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

  private static String absence(IdxSet set, Path folder) {
    return folder
        + (Files.isDirectory(folder)
            ? " lacks " + String.join(", ", set.missingFrom(folder))
            : " does not exist");
  }

  private List<Path> folders(IdxSet set) {
    List<Path> folders = new ArrayList<>();
    if (dataDir != null) {
      folders.add(dataDir);
      folders.add(dataDir.resolve(set.name()));
    }
    String root = environment.get("TWOFOLD_DATA");
    if (root != null && !root.isBlank()) {
      folders.add(Path.of(root).resolve(set.name()));
    }
    folders.add(cache.resolve(set.name()));
    return folders;
  }
}
