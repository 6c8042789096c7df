package io.twofold.bench.floor;

import io.twofold.bench.load.ServedModel;
import io.twofold.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A model repository with one version of one model in it. */
public final class ServedBundle {

  private ServedBundle() {}

  /**
   * Copies a version's folder into a repository of its own, so that it alone is served.
   *
   * @param bundle {@code .../<model>/<version>}
   * @return the repository
   */
  public static Path repository(Path bundle, String model, Path folder) throws IOException {
    Path version = bundle.toAbsolutePath().normalize().getFileName();
    Path repository = folder.resolve("models");
    Path copy = Files.createDirectories(repository.resolve(model).resolve(version.toString()));
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return repository;
  }

  /** What requests for the version say. */
  public static ServedModel model(Codec codec) {
    return new ServedModel(
        codec.manifest().getModel(),
        0,
        codec.latentSpace(),
        codec.shape().channels(),
        codec.shape().height(),
        codec.shape().width(),
        codec.dimS(),
        codec.dimZ());
  }
}
