package io.twofold.codec.bundle;

import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A bundle on its way into a model repository: written whole into a hidden folder beside the
 * versions, then renamed. A reader sees all of it or nothing.
 *
 * <p>Between the two, {@link #folder} can be opened and proven. Closing before {@link #publish}
 * deletes it.
 */
public final class StagedBundle implements AutoCloseable {

  private final Path modelFolder;
  private final Path staging;
  private Manifest manifest;
  private boolean published;

  private StagedBundle(Path modelFolder, Path staging, Manifest manifest) {
    this.modelFolder = modelFolder;
    this.staging = staging;
    this.manifest = manifest;
  }

  /**
   * Writes a bundle as the next version of its model, not yet visible to readers.
   *
   * @param repository the model repository; it is made where it does not exist
   * @param description the manifest without its files, which are filled in here; its version is the
   *     least that the bundle gets
   * @param files every other file of the bundle, by name
   * @throws IOException where the disk refuses; nothing is left behind
   */
  public static StagedBundle write(Path repository, Manifest description, Map<String, byte[]> files)
      throws IOException {
    if (!Manifests.isModelName(description.getModel())) {
      throw new BundleException(
          repository, "'" + description.getModel() + "' is not a model's name");
    }
    Path modelFolder = repository.resolve(description.getModel());
    Files.createDirectories(modelFolder);
    Manifest.Builder manifest =
        description.toBuilder()
            .setFormatVersion(Manifests.FORMAT_VERSION)
            .setVersion(Math.max(description.getVersion(), Versions.next(modelFolder)))
            .clearFiles();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) ->
                manifest.addFiles(
                    File.newBuilder()
                        .setName(name)
                        .setSizeBytes(bytes.length)
                        .setSha256(Sha256.hex(bytes))));
    Manifests.requireValid(modelFolder, manifest.build());
    // Not createTempDirectory: its folders are closed to other users, such as a server's.
    Path staging =
        Files.createDirectory(modelFolder.resolve(Versions.STAGING_PREFIX + UUID.randomUUID()));
    StagedBundle staged = new StagedBundle(modelFolder, staging, manifest.build());
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writeSynced(staging.resolve(file.getKey()), file.getValue());
      }
      staged.writeManifest(manifest.build());
      return staged;
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
  }

  /** The hidden folder that holds the bundle until it is published. */
  public Path folder() {
    return staging;
  }

  /**
   * Makes the bundle visible as the next version.
   *
   * @return the version's folder
   * @throws IOException where the disk refuses; the bundle then stays staged
   */
  public Path publish() throws IOException {
    while (true) {
      Path target = modelFolder.resolve(Long.toString(manifest.getVersion()));
      try {
        if (Files.exists(target)) {
          throw new FileSystemException(target.toString(), null, "exists");
        }
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        syncFolder(modelFolder);
        return target;
      } catch (AtomicMoveNotSupportedException e) {
        throw e;
      } catch (FileSystemException e) {
        if (!Files.exists(target)) {
          throw e;
        }
        // Another trainer published this version first: take the next one.
        writeManifest(manifest.toBuilder().setVersion(Versions.next(modelFolder)).build());
      }
    }
  }

  /** Deletes what was staged, unless it was published. */
  @Override
  public void close() throws IOException {
    if (published || !Files.exists(staging)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listing = Files.list(staging)) {
      files = listing.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(staging);
  }

  private void writeManifest(Manifest next) throws IOException {
    writeSynced(
        staging.resolve(Manifests.FILE), Manifests.toJson(next).getBytes(StandardCharsets.UTF_8));
    syncFolder(staging);
    manifest = next;
  }

  private static void writeSynced(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
