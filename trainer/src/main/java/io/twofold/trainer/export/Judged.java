package io.twofold.trainer.export;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.GoldenVectors;
import io.twofold.codec.bundle.StagedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Publishes a bundle once more, as a new version that carries what it was judged to be worth. */
public final class Judged {

  private Judged() {}

  /**
   * Publishes the same graphs and golden vectors, so codes of both versions are of one latent
   * space.
   *
   * @param bundle the version that was judged
   * @param repository the model repository to publish into
   * @param leastVersion the least number that the new version gets
   * @param headline measures for the manifest; they take the place of those of the same name
   * @param more the new version's other files, by name
   * @return the new version's folder
   * @throws IOException where the bundle is broken, fails its golden vectors, or the repository
   *     cannot be written
   */
  public static Path publish(
      Path bundle,
      Path repository,
      long leastVersion,
      Map<String, Double> headline,
      Map<String, byte[]> more)
      throws IOException {
    Bundle read = Bundle.read(bundle);
    Map<String, byte[]> files = new HashMap<>(more);
    for (String graph : List.of(Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC)) {
      files.put(graph, read.graph(graph));
    }
    files.put(GoldenVectors.FILE, Files.readAllBytes(bundle.resolve(GoldenVectors.FILE)));
    Manifest manifest =
        read.manifest().toBuilder()
            .clearFiles()
            .setVersion(leastVersion)
            .putAllScorecard(headline)
            .build();
    try (StagedBundle staged = StagedBundle.write(repository, manifest, files)) {
      try (Codec codec = Codec.open(staged.folder())) {
        codec.requireGoldenParity();
      }
      return staged.publish();
    }
  }
}
