package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.files.LabelledFile.Part;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder with a subfolder for each class, named after it. Where it holds {@code train} and {@code
 * test}, each of these has the subfolders, and the images in {@code test} are held out. Links are
 * followed, and what is hidden is passed over.
 */
final class FolderListing {

  private static final String NO_IMAGES =
      "files are neither PNG, JPEG, BMP nor GIF and were left out";

  private final Path root;
  private final List<LabelledFile> files = new ArrayList<>();
  private final Findings findings = new Findings();

  private FolderListing(Path root) {
    this.root = root;
  }

  /**
   * Lists the files.
   *
   * @throws DataException where there is no such folder, or it has no classes
   */
  static Listing of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    return new FolderListing(folder.toAbsolutePath().normalize()).list();
  }

  private Listing list() throws IOException {
    Path train = root.resolve("train");
    Path test = root.resolve("test");
    List<String> names;
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      names = classes(train, Part.TRAIN);
      requireSame(names, classes(test, Part.TEST));
      for (Path other : children(root)) {
        if (!other.equals(train) && !other.equals(test)) {
          findings.add("entries beside train and test were left out", name(other));
        }
      }
    } else {
      names = classes(root, Part.OPEN);
    }
    if (names.isEmpty()) {
      throw new DataException(root + " has no subfolders: it needs one for each class of images");
    }
    return new Listing(
        "folder:" + root,
        "the images in " + root,
        Dataset.nameLike(String.valueOf(root.getFileName())),
        files,
        LabelKind.SINGLE,
        names,
        Map.of(),
        findings);
  }

  private List<String> classes(Path parent, Part part) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path child : children(parent)) {
      if (!Files.isDirectory(child)) {
        findings.add("files lie in the folder of no class and were left out", name(child));
        continue;
      }
      String label = String.valueOf(child.getFileName());
      names.add(label);
      List<Path> below = new ArrayList<>();
      collect(child, List.of(parent.toRealPath()), below);
      below.sort(null);
      for (Path file : below) {
        if (ImageFiles.isNamedAsImage(file)) {
          files.add(new LabelledFile(file, name(file), List.of(label), part));
        } else {
          findings.add(NO_IMAGES, name(file));
        }
      }
    }
    return names;
  }

  /**
   * Adds the files in a folder and the folders below it, links followed.
   *
   * @param above where the folders above really are
   */
  private void collect(Path folder, List<Path> above, List<Path> found) throws IOException {
    Path real = folder.toRealPath();
    if (above.stream().anyMatch(outer -> outer.startsWith(real))) {
      findings.add("links lead back to a folder above them and were left out", name(folder));
      return;
    }
    List<Path> path = new ArrayList<>(above);
    path.add(real);
    List<Path> children;
    try {
      children = children(folder);
    } catch (AccessDeniedException e) {
      findings.add("folders may not be read and were left out", name(folder));
      return;
    }
    for (Path child : children) {
      if (Files.isDirectory(child)) {
        collect(child, path, found);
      } else if (Files.isRegularFile(child)) {
        found.add(child);
      } else {
        findings.add("entries are neither files nor folders and were left out", name(child));
      }
    }
  }

  private void requireSame(List<String> train, List<String> test) throws DataException {
    TreeSet<String> only = new TreeSet<>(train);
    only.removeAll(test);
    TreeSet<String> others = new TreeSet<>(test);
    others.removeAll(train);
    if (!only.isEmpty() || !others.isEmpty()) {
      throw new DataException(
          "%s: train and test must have the same classes; only in train: %s; only in test: %s"
              .formatted(root, only, others));
    }
  }

  private String name(Path file) {
    return root.relativize(file).toString();
  }

  /** What lies in a folder, by name, without what is hidden. */
  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(entry -> !isHidden(entry)).sorted().toList();
    }
  }

  private static boolean isHidden(Path entry) {
    return String.valueOf(entry.getFileName()).startsWith(".");
  }
}
