package io.twofold.trainer.data;

import io.twofold.codec.bundle.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published data set of grey images in four IDX files, each pinned by its digest.
 *
 * @param name the short name, also that of its folder
 * @param title what people call it
 * @param source the title and who made it
 * @param megabytes what a download moves
 * @param mirrors where the gzipped files are published, tried in order
 * @param parts training images, training labels, test images and test labels
 * @param labelNames the names of the classes
 */
public record IdxSet(
    String name,
    String title,
    String source,
    int megabytes,
    List<URI> mirrors,
    List<Part> parts,
    List<String> labelNames) {

  /** Which bytes of a file a digest is of. */
  enum Form {
    /** Of the file uncompressed, however it is stored. */
    UNCOMPRESSED,
    /** Of the gzipped file, exactly as it is published. */
    GZIPPED
  }

  /**
   * One of the four files.
   *
   * @param name its name, uncompressed
   * @param form what the digest is of
   * @param sha256 the digest
   */
  record Part(String name, Form form, String sha256) {}

  /** A set's short name, in lower case, with hyphens. */
  @Override
  public String toString() {
    return name;
  }

  /** The part's file in the folder, plain or gzipped, where there is one. */
  static Optional<Path> find(Path folder, Part part) {
    List<String> plain = List.of(part.name(), part.name().replace("-idx", ".idx"));
    String gzipped = part.name() + ".gz";
    List<String> names =
        part.form() == Form.GZIPPED
            ? List.of(gzipped, plain.get(0), plain.get(1))
            : List.of(plain.get(0), gzipped, plain.get(1));
    return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /** Whether the folder holds all four files. */
  boolean isIn(Path folder) {
    return missingFrom(folder).isEmpty();
  }

  /** What is missing from a folder, for messages. */
  List<String> missingFrom(Path folder) {
    List<String> missing = new ArrayList<>();
    for (Part part : parts) {
      if (find(folder, part).isEmpty()) {
        missing.add(part.name() + (part.form() == Form.GZIPPED ? ".gz" : "[.gz]"));
      }
    }
    return missing;
  }

  /**
   * Reads the four files.
   *
   * @throws DataException where one is missing, broken, or not the set's
   */
  Dataset read(Path folder) throws IOException {
    return new Dataset(
        name,
        source,
        read(folder, parts.get(0), parts.get(1)),
        read(folder, parts.get(2), parts.get(3)),
        Map.of("data", name));
  }

  private LabelledImages read(Path folder, Part imagesPart, Part labelsPart) throws IOException {
    IdxImages images = IdxImages.of(imagesPart.name(), verified(folder, imagesPart));
    IdxFile labels = verified(folder, labelsPart);
    return images.labelled(IdxImages.labels(labelsPart.name(), labels, images.count()), labelNames);
  }

  private IdxFile verified(Path folder, Part part) throws IOException {
    Path path =
        find(folder, part)
            .orElseThrow(() -> new DataException(folder + " has no " + part.name() + "[.gz]"));
    byte[] stored = Files.readAllBytes(path);
    byte[] uncompressed = IdxFile.uncompressed(path.toString(), stored);
    requireDigest(path.toString(), part, stored, uncompressed);
    return IdxFile.parse(path.toString(), uncompressed);
  }

  /** Refuses a file that is not the part, given as it is stored and uncompressed. */
  void requireDigest(String file, Part part, byte[] stored, byte[] uncompressed)
      throws DataException {
    boolean gzipped = part.form() == Form.GZIPPED;
    String digest = Sha256.hex(gzipped ? stored : uncompressed);
    if (!digest.equals(part.sha256())) {
      throw new DataException(
          "%s is not %s's %s%s: its %sSHA-256 is %s, not %s"
              .formatted(
                  file,
                  title,
                  part.name(),
                  gzipped ? ".gz as published" : "",
                  gzipped ? "" : "uncompressed ",
                  digest,
                  part.sha256()));
    }
  }
}
