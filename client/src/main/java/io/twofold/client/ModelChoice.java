package io.twofold.client;

import io.grpc.Status;
import io.twofold.v1.ModelSelector;
import java.util.Comparator;
import java.util.List;

/** Finds the version that a client means. */
final class ModelChoice {

  private ModelChoice() {}

  static ModelInfo of(List<ModelInfo> versions, ModelSelector selector) {
    String model = selector.getModel().isEmpty() ? only(versions) : selector.getModel();
    return versions.stream()
        .filter(version -> version.model().equals(model))
        .filter(
            version ->
                selector.getVersion() == 0
                    ? version.state() == VersionState.SERVING
                    : version.version() == selector.getVersion())
        .max(Comparator.comparingLong(ModelInfo::version))
        .orElseThrow(() -> missing(model, selector.getVersion()));
  }

  private static String only(List<ModelInfo> versions) {
    List<String> models = versions.stream().map(ModelInfo::model).distinct().toList();
    if (models.size() > 1) {
      throw new TwofoldException(
          Status.Code.INVALID_ARGUMENT,
          "the server has several models, name one of %s".formatted(models),
          null);
    }
    return models.isEmpty() ? "" : models.get(0);
  }

  private static TwofoldException missing(String model, long version) {
    String what =
        version == 0
            ? "no version of model '%s' takes calls".formatted(model)
            : "there is no version %d of model '%s'".formatted(version, model);
    return new TwofoldException(
        Status.Code.NOT_FOUND, what + "; models() lists what the server has", null);
  }
}
