package io.twofold.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with a user's own four IDX files: train-images, train-labels, t10k-images (or
 * test-images) and t10k-labels, each followed by -idx, its number of dimensions, -ubyte and perhaps
 * .gz; anything may stand before, as in {@code emnist-letters-train-images-idx3-ubyte.gz}.
 */
public final class IdxFolder {

  private IdxFolder() {}

  /**
   * Reads the files. The classes are the labels that occur among the training images, named by
   * their number.
   *
   * @throws DataException where a file is missing, there twice or broken, or where the files do not
   *     belong together
   */
  public static Dataset read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    Path root = folder.toAbsolutePath().normalize();
    Path trainImages = find(root, "train-images");
    Path trainLabels = find(root, "train-labels");
    Path testImages = find(root, "(?:t10k|test)-images");
    Path testLabels = find(root, "(?:t10k|test)-labels");
    IdxImages train = IdxImages.of(trainImages.toString(), IdxFile.read(trainImages));
    IdxImages test = IdxImages.of(testImages.toString(), IdxFile.read(testImages));
    if (train.channels() != test.channels()
        || train.height() != test.height()
        || train.width() != test.width()) {
      throw new DataException(
          "%s and %s hold images of different shapes".formatted(trainImages, testImages));
    }
    int[] learnt =
        IdxImages.labels(trainLabels.toString(), IdxFile.read(trainLabels), train.count());
    int[] held = IdxImages.labels(testLabels.toString(), IdxFile.read(testLabels), test.count());
    int[] classes = IntStream.of(learnt).distinct().sorted().toArray();
    if (classes.length < 2) {
      throw new DataException(trainLabels + " holds one class only; there must be two or more");
    }
    List<String> names = IntStream.of(classes).mapToObj(Integer::toString).toList();
    return new Dataset(
        Dataset.nameLike(String.valueOf(root.getFileName())),
        "the IDX files in " + root,
        train.labelled(indices(learnt, classes, trainLabels), names),
        test.labelled(indices(held, classes, testLabels), names),
        Map.of("data", "idx:" + root));
  }

  private static int[] indices(int[] labels, int[] classes, Path file) throws DataException {
    int[] indices = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      indices[i] = Arrays.binarySearch(classes, labels[i]);
      if (indices[i] < 0) {
        throw new DataException(
            "%s: label %d of image %d is the label of no training image"
                .formatted(file, labels[i], i));
      }
    }
    return indices;
  }

  private static Path find(Path folder, String role) throws IOException {
    Pattern name = Pattern.compile("(?:.*-)?" + role + "[-.]idx\\d-ubyte(\\.gz)?");
    List<Path> plain = new ArrayList<>();
    List<Path> gzipped = new ArrayList<>();
    try (Stream<Path> listing = Files.list(folder)) {
      listing
          .filter(Files::isRegularFile)
          .filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
          .forEach(file -> (file.toString().endsWith(".gz") ? gzipped : plain).add(file));
    }
    List<Path> found = plain.isEmpty() ? gzipped : plain;
    if (found.size() != 1) {
      throw new DataException(
          "%s must hold one file %s-idx…-ubyte[.gz], not %d"
              .formatted(folder, role.replace("(?:t10k|test)", "t10k"), found.size()));
    }
    return found.get(0);
  }
}
