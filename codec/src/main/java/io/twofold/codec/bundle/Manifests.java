package io.twofold.codec.bundle;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Input;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Prototype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Manifests as JSON on disk: read, check and print them. */
public final class Manifests {

  /** The name of the file in the bundle. */
  public static final String FILE = "manifest.json";

  /** The most values that a code may have. */
  public static final int MAX_DIM = 65_536;

  /** The most labels that a model may have. */
  public static final int MAX_LABELS = 10_000;

  /** The layout that this code reads and writes. */
  public static final int FORMAT_VERSION = 1;

  private static final int MAX_FILES = 256;
  private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /** What is shown to people and carried in answers: not empty, no control characters. */
  private static final Pattern PRINTABLE = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,200}");

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private Manifests() {}

  /** Whether a model may be called so: letters, digits, '_', '-' and '.', and no leading dot. */
  public static boolean isModelName(String name) {
    return MODEL_NAME.matcher(name).matches();
  }

  /** Whether a label may be called so: 1 to 200 characters, not all blank, none a control. */
  public static boolean isLabelName(String name) {
    return PRINTABLE.matcher(name).matches();
  }

  /**
   * Reads and checks a bundle's manifest, without looking at the other files.
   *
   * @throws BundleException where there is none, or a field holds what it must not
   */
  public static Manifest read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BundleException(folder, "there is no such folder");
    }
    if (!Files.isRegularFile(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(folder, "there is no " + FILE + ", so it is not a whole bundle");
    }
    String json = ManifestText.read(folder);
    Manifest.Builder builder = Manifest.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
    } catch (InvalidProtocolBufferException e) {
      throw new BundleException(folder, FILE + " cannot be read: " + e.getMessage(), e);
    }
    Manifest manifest = builder.build();
    requireValid(folder, manifest);
    return manifest;
  }

  /** The manifest as JSON for people to read. */
  static String toJson(Manifest manifest) {
    try {
      return JsonFormat.printer().preservingProtoFieldNames().print(manifest) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the manifest cannot be printed", e);
    }
  }

  static void requireValid(Path folder, Manifest manifest) throws BundleException {
    Checks checks = new Checks(folder);
    checks.that(
        manifest.getFormatVersion() == FORMAT_VERSION,
        "format_version must be %s, not %s".formatted(FORMAT_VERSION, manifest.getFormatVersion()));
    checks.that(
        isModelName(manifest.getModel()),
        "'%s' is not a model's name".formatted(manifest.getModel()));
    checks.that(
        manifest.getVersion() > 0,
        "version must be positive, not %s".formatted(manifest.getVersion()));
    checks.that(
        PRINTABLE.matcher(manifest.getLatentSpace()).matches(),
        "latent_space is empty, longer than 200 characters or not printable: '%s'"
            .formatted(manifest.getLatentSpace()));
    Input input = manifest.getInput();
    try {
      ImageShape shape = new ImageShape(input.getChannels(), input.getHeight(), input.getWidth());
      checks.that(
          input.getMinValue() == 0 && input.getMaxValue() == 1,
          "images of shape %s must be valued 0 to 1, not %s to %s"
              .formatted(shape, input.getMinValue(), input.getMaxValue()));
    } catch (IllegalArgumentException e) {
      throw new BundleException(folder, FILE + ": input: " + e.getMessage(), e);
    }
    checks.that(
        manifest.getDimS() > 0 && manifest.getDimS() <= MAX_DIM,
        "dim_s must be from 1 to %s, not %s".formatted(MAX_DIM, manifest.getDimS()));
    checks.that(
        manifest.getDimZ() > 0 && manifest.getDimZ() <= MAX_DIM,
        "dim_z must be from 1 to %s, not %s".formatted(MAX_DIM, manifest.getDimZ()));
    requireValidLabels(checks, manifest);
    requireValidFiles(checks, manifest);
  }

  private static void requireValidLabels(Checks checks, Manifest manifest) throws BundleException {
    checks.that(
        manifest.getLabelKind() != io.twofold.bundle.v1.LabelKind.UNRECOGNIZED,
        "label_kind %s is not known".formatted(manifest.getLabelKindValue()));
    checks.that(
        manifest.getLabelsCount() <= MAX_LABELS,
        "%s labels are too many, %s may be".formatted(manifest.getLabelsCount(), MAX_LABELS));
    Set<String> labels = new HashSet<>();
    for (String label : manifest.getLabelsList()) {
      checks.that(
          isLabelName(label),
          "a label is empty, longer than 200 characters or not printable: '%s'".formatted(label));
      checks.that(labels.add(label), "the label '%s' is listed twice".formatted(label));
    }
    boolean multi = LabelKind.of(manifest) == LabelKind.MULTI;
    checks.that(!multi || !labels.isEmpty(), "several labels an image need names");
    int dim = manifest.getDimS();
    Set<String> seen = new HashSet<>();
    for (Prototype prototype : manifest.getPrototypesList()) {
      String label = prototype.getLabel();
      checks.that(
          labels.contains(label), "there is a prototype of '%s', no label".formatted(label));
      checks.that(seen.add(label), "there are two prototypes of '%s'".formatted(label));
      checks.that(
          prototype.getSCount() == dim,
          "the prototype of '%s' must hold %s values, not %s"
              .formatted(label, dim, prototype.getSCount()));
      checks.that(
          prototype.getSOffCount() == (multi ? dim : 0),
          "the prototype of '%s' without the label must hold %s values, not %s"
              .formatted(label, multi ? dim : 0, prototype.getSOffCount()));
    }
  }

  private static void requireValidFiles(Checks checks, Manifest manifest) throws BundleException {
    checks.that(
        manifest.getFilesCount() <= MAX_FILES,
        "%s files are too many, %s may be".formatted(manifest.getFilesCount(), MAX_FILES));
    Set<String> names = new HashSet<>();
    for (File file : manifest.getFilesList()) {
      checks.that(
          FILE_NAME.matcher(file.getName()).matches() && !file.getName().equalsIgnoreCase(FILE),
          "'%s' is not the name of a file in a bundle".formatted(file.getName()));
      // Not every file system tells them apart by case.
      checks.that(
          names.add(file.getName().toLowerCase(Locale.ROOT)),
          "%s is listed twice".formatted(file.getName()));
      checks.that(
          SHA_256.matcher(file.getSha256()).matches(),
          "%s: '%s' is not a SHA-256".formatted(file.getName(), file.getSha256()));
      checks.that(
          file.getSizeBytes() >= 0 && file.getSizeBytes() <= Bundle.MAX_FILE_BYTES,
          "%s: a size of %s bytes is out of range".formatted(file.getName(), file.getSizeBytes()));
    }
  }

  /** Turns a condition that does not hold into the reason why a bundle is refused. */
  private record Checks(Path folder) {
    void that(boolean holds, String reason) throws BundleException {
      if (!holds) {
        throw new BundleException(folder, FILE + ": " + reason);
      }
    }
  }
}
