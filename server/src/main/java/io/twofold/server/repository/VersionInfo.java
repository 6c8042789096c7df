package io.twofold.server.repository;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.LabelKind;
import java.util.List;
import java.util.Map;

/**
 * What a version's manifest says of it.
 *
 * @param latentSpace the training run that its codes belong to
 * @param shape the shape of one image
 * @param dimS values in one s
 * @param dimZ values in one z
 * @param labels the names of its labels
 * @param labelKind how many of the labels an image has
 * @param scorecard the headline of its scorecard, by measure
 */
public record VersionInfo(
    String latentSpace,
    ImageShape shape,
    int dimS,
    int dimZ,
    List<String> labels,
    LabelKind labelKind,
    Map<String, Double> scorecard) {

  public VersionInfo {
    labels = List.copyOf(labels);
    scorecard = Map.copyOf(scorecard);
  }

  /** What the manifest says that was read with the bundle. */
  public static VersionInfo of(Bundle bundle) {
    return of(bundle.manifest());
  }

  static VersionInfo of(Manifest manifest) {
    return new VersionInfo(
        manifest.getLatentSpace(),
        new ImageShape(
            manifest.getInput().getChannels(),
            manifest.getInput().getHeight(),
            manifest.getInput().getWidth()),
        manifest.getDimS(),
        manifest.getDimZ(),
        manifest.getLabelsList(),
        LabelKind.of(manifest),
        manifest.getScorecardMap());
  }
}
