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

  static long next(Path modelFolder) throws IOException {
    List<Long> versions = list(modelFolder);
    return versions.isEmpty() ? 1 : versions.get(0) + 1;
  }
}
