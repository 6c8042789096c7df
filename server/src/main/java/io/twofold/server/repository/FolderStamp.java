package io.twofold.server.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a version's folder looked at one moment: equal stamps mean that nothing in it was written,
 * replaced, added or removed in between.
 *
 * @param entries the name, size, modification time and identity of each entry, sorted
 */
public record FolderStamp(List<String> entries) {

  /** The stamp of every folder that cannot be looked into. */
  private static final FolderStamp UNREADABLE = new FolderStamp(List.of("?"));

  /** Entries beyond this many are not looked at: no bundle has so many. */
  private static final int MAX_ENTRIES = 256;

  public FolderStamp {
    entries = List.copyOf(entries);
  }

  static FolderStamp of(Path folder) {
    try (Stream<Path> listing = Files.list(folder)) {
      List<Path> paths = listing.limit(MAX_ENTRIES).sorted().toList();
      String[] entries = new String[paths.size()];
      for (int i = 0; i < entries.length; i++) {
        entries[i] = entry(paths.get(i));
      }
      return new FolderStamp(List.of(entries));
    } catch (IOException | UncheckedIOException e) {
      return UNREADABLE;
    }
  }

  private static String entry(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return "%s %d %s %s"
        .formatted(
            path.getFileName(),
            attributes.size(),
            attributes.lastModifiedTime(),
            attributes.fileKey());
  }
}
