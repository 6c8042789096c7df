package io.twofold.server.repository;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Manifests;
import io.twofold.codec.bundle.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  public ModelRepository(Path root) {
    this.root = root;
  }

  /**
   * The models, by name. A model whose folder cannot be read is logged and passed over: it hides no
   * other.
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
      } catch (IOException | UncheckedIOException e) {
        LOG.log(Level.WARNING, "model '" + model + "' cannot be listed", e);
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
