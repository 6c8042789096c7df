package io.twofold.client;

import io.twofold.v1.VersionStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A version in the server's model repository.
 *
 * @param model the model's name
 * @param version its version
 * @param state where it stands, in lower case: serving, failed, discovered, ...
 * @param reason why it failed; empty otherwise
 * @param latentSpace the training run that its codes belong to; empty while unknown
 * @param channels of its images
 * @param height of its images
 * @param width of its images
 * @param dimS values in s
 * @param dimZ values in z
 * @param labels the names of its classes
 * @param scorecard the headline of its scorecard, by measure
 */
public record ModelVersion(
    String model,
    long version,
    String state,
    String reason,
    String latentSpace,
    int channels,
    int height,
    int width,
    int dimS,
    int dimZ,
    List<String> labels,
    Map<String, Double> scorecard) {

  public ModelVersion {
    labels = List.copyOf(labels);
    scorecard = Map.copyOf(scorecard);
  }

  static ModelVersion of(String model, VersionStatus status) {
    return new ModelVersion(
        model,
        status.getVersion(),
        status.getState().name().replace("VERSION_STATE_", "").toLowerCase(Locale.ROOT),
        status.getReason(),
        status.getLatentSpace(),
        status.getShape().getChannels(),
        status.getShape().getHeight(),
        status.getShape().getWidth(),
        status.getDimS(),
        status.getDimZ(),
        status.getLabelsList(),
        status.getScorecardMap());
  }
}
