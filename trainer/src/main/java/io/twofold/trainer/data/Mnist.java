package io.twofold.trainer.data;

import io.twofold.codec.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28×28 pixels (LeCun, Cortes and Burges), as the four
 * IDX files, gzipped or not.
 */
final class Mnist {

  /**
   * One of the four files.
   *
   * @param name its name, uncompressed
   * @param sha256 the digest of its uncompressed bytes
   */
  record Part(String name, String sha256) {}

  static final Part TRAIN_IMAGES =
      new Part(
          "train-images-idx3-ubyte",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
  static final Part TRAIN_LABELS =
      new Part(
          "train-labels-idx1-ubyte",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
  static final Part TEST_IMAGES =
      new Part(
          "t10k-images-idx3-ubyte",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
  static final Part TEST_LABELS =
      new Part(
          "t10k-labels-idx1-ubyte",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
  static final List<Part> PARTS = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Mnist() {}

  /** The part's file in the folder, plain or gzipped, where there is one. */
  static Optional<Path> find(Path folder, Part part) {
    return List.of(part.name(), part.name() + ".gz", part.name().replace("-idx", ".idx")).stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether the folder holds all four files. */
  static boolean isIn(Path folder) {
    return PARTS.stream().allMatch(part -> find(folder, part).isPresent());
  }

  /**
   * Reads the four files.
   *
   * @throws DataException where one is missing, broken, or not MNIST's
   */
  static Dataset read(Path folder) throws IOException {
    return new Dataset(
        "mnist",
        "MNIST (LeCun, Cortes and Burges)",
        read(folder, TRAIN_IMAGES, TRAIN_LABELS),
        read(folder, TEST_IMAGES, TEST_LABELS),
        Map.of("data", "mnist"));
  }

  private static LabelledImages read(Path folder, Part imagesPart, Part labelsPart)
      throws IOException {
    IdxFile images = verified(folder, imagesPart);
    IdxFile labels = verified(folder, labelsPart);
    byte[] values = labels.values();
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      classes[i] = values[i] & 0xff;
    }
    return new LabelledImages(
        1, images.dimensions()[1], images.dimensions()[2], images.values(), classes, DIGITS);
  }

  private static IdxFile verified(Path folder, Part part) throws IOException {
    Path path =
        find(folder, part)
            .orElseThrow(() -> new DataException(folder + " has no " + part.name() + "[.gz]"));
    IdxFile file = IdxFile.read(path);
    requireDigest(path.toString(), part, file.bytes());
    return file;
  }

  static void requireDigest(String name, Part part, byte[] uncompressed) throws DataException {
    String digest = Sha256.hex(uncompressed);
    if (!digest.equals(part.sha256())) {
      throw new DataException(
          "%s is not MNIST's %s: its uncompressed SHA-256 is %s, not %s"
              .formatted(name, part.name(), digest, part.sha256()));
    }
  }

  /** What is missing from a folder, for messages. */
  static List<String> missingFrom(Path folder) {
    List<String> missing = new ArrayList<>();
    for (Part part : PARTS) {
      if (find(folder, part).isEmpty()) {
        missing.add(part.name() + "[.gz]");
      }
    }
    return missing;
  }
}
