package io.twofold.codec.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The version folders of a model: named by a positive integer without leading zeros. */
public final class Versions {

  /** How the hidden folders of unfinished bundles start; readers pass over them. */
  static final String STAGING_PREFIX = ".staging-";

  private Versions() {}

  /**
   * The versions of a model, newest first, whole or not.
   *
   * @param modelFolder the model's folder in the repository
   */
  public static List<Long> list(Path modelFolder) throws IOException {
    try (Stream<Path> folders = Files.list(modelFolder)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> parse(String.valueOf(folder.getFileName())))
          .filter(OptionalLong::isPresent)
          .map(OptionalLong::getAsLong)
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The number in a version folder's name, or none where the name is not a version's. */
  public static OptionalLong parse(String name) {
    if (!name.matches("[1-9][0-9]{0,17}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(name));
  }

  /**
   * The number of a model's next version: above everything in its folder that is named like a
   * version, whole, broken or no folder at all; 1 where the model has no folder.
   */
  public static long next(Path modelFolder) throws IOException {
    if (!Files.isDirectory(modelFolder)) {
      return 1;
    }
    try (Stream<Path> entries = Files.list(modelFolder)) {
      return 1
          + entries
              .map(entry -> parse(String.valueOf(entry.getFileName())))
              .flatMapToLong(OptionalLong::stream)
              .max()
              .orElse(0);
    }
  }
}
