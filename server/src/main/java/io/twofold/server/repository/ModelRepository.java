package io.twofold.server.repository;

import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Manifests;
import io.twofold.codec.bundle.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder of models: {@code <repository>/<model>/<version>/}.
 *
 * <p>Folders that are hidden, not named as a model or a version, or without any version are passed
 * over.
 */
public final class ModelRepository {

  private static final System.Logger LOG = System.getLogger(ModelRepository.class.getName());

  private final Path root;
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  public ModelRepository(Path root) {
    this.root = root;
  }

  /**
   * The models, by name. A model whose folder cannot be read is passed over, and logged once: it
   * hides no other.
   *
   * @throws IOException where the repository itself cannot be read
   */
  public List<ModelFolder> list() throws IOException {
    List<ModelFolder> models = new ArrayList<>();
    for (Path folder : folders()) {
      String model = String.valueOf(folder.getFileName());
      try {
        List<VersionId> versions =
            Versions.list(folder).stream().map(version -> new VersionId(model, version)).toList();
        if (!versions.isEmpty()) {
          models.add(new ModelFolder(model, versions));
        }
        unreadable.remove(model);
      } catch (IOException | UncheckedIOException e) {
        Level level = unreadable.add(model) ? Level.WARNING : Level.DEBUG;
        LOG.log(level, "model '" + model + "' cannot be listed", e);
      }
    }
    return models;
  }

  /**
   * What a version's manifest says, without a look at its other files.
   *
   * @throws BundleException where the manifest is broken, or another version's
   * @throws IOException where it cannot be read
   */
  public VersionInfo describe(VersionId id) throws IOException {
    Manifest manifest = Manifests.read(folder(id));
    requireNames(id, manifest);
    return VersionInfo.of(manifest);
  }

  /**
   * Reads a version and verifies every digest.
   *
   * @throws BundleException where the bundle is broken, or another version's
   * @throws IOException where it cannot be read
   */
  public Bundle read(VersionId id) throws IOException {
    Bundle bundle = Bundle.read(folder(id));
    requireNames(id, bundle.manifest());
    return bundle;
  }

  /** How a version's folder looks now. */
  public FolderStamp stamp(VersionId id) {
    return FolderStamp.of(folder(id));
  }

  /**
   * What keeps a version's folder from being whole, in words, as of one that is still being copied:
   * its manifest, or a file that the manifest lists, of the size that it says. Empty where it holds
   * all of them.
   */
  public Optional<String> missing(VersionId id) {
    Path folder = folder(id);
    if (!hasManifest(id)) {
      return Optional.of("there is no " + Manifests.FILE);
    }
    try {
      for (File file : Manifests.read(folder).getFilesList()) {
        Path path = folder.resolve(file.getName());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of("there is no " + file.getName());
        }
        long size = Files.size(path);
        if (size != file.getSizeBytes()) {
          return Optional.of(
              "%s has %,d of %,d bytes".formatted(file.getName(), size, file.getSizeBytes()));
        }
      }
      return Optional.empty();
    } catch (BundleException e) {
      LOG.log(Level.DEBUG, () -> id + " is not whole: " + e);
      return Optional.of(e.reason());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> id + " is not whole: " + e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether a version's folder holds a manifest, which is written last. */
  public boolean hasManifest(VersionId id) {
    return Files.exists(folder(id).resolve(Manifests.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  private Path folder(VersionId id) {
    return root.resolve(id.model()).resolve(Long.toString(id.version()));
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> listing = Files.list(root)) {
      return listing
          .filter(Files::isDirectory)
          .filter(folder -> Manifests.isModelName(String.valueOf(folder.getFileName())))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException("the repository " + root + " cannot be listed", e);
    }
  }

  private void requireNames(VersionId id, Manifest manifest) throws BundleException {
    if (!manifest.getModel().equals(id.model()) || manifest.getVersion() != id.version()) {
      throw new BundleException(
          folder(id),
          "%s names %s/%d, the folders say %s"
              .formatted(Manifests.FILE, manifest.getModel(), manifest.getVersion(), id));
    }
  }
}
