package io.twofold.server.rollout;

import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.server.rollout.RolloutException.Kind;
import java.util.List;
import java.util.Optional;

/** The models and versions that a server knows, as those who change a rollout name them. */
final class KnownVersions {

  private final ModelLifecycle lifecycle;

  KnownVersions(ModelLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * The model that a request means.
   *
   * @param name empty for the only one
   */
  String model(String name) throws RolloutException {
    if (!name.isEmpty()) {
      return name;
    }
    List<String> models = models();
    if (models.size() != 1) {
      throw new RolloutException(
          Kind.INVALID, "model is empty and there are several: name one of " + models);
    }
    return models.get(0);
  }

  void requireModel(String model) throws RolloutException {
    if (!models().contains(model)) {
      throw new RolloutException(
          Kind.UNKNOWN, "model '%s' is not served; served: %s".formatted(model, models()));
    }
  }

  Optional<VersionStatus> find(VersionId id) {
    return lifecycle.models().stream()
        .flatMap(model -> model.versions().stream())
        .filter(version -> version.id().equals(id))
        .findFirst();
  }

  /** As {@link #find}, of a version that a request names. */
  VersionStatus require(VersionId id) throws RolloutException {
    requireModel(id.model());
    return find(id)
        .orElseThrow(
            () ->
                new RolloutException(
                    Kind.UNKNOWN,
                    "model '%s' has no version %d in the repository"
                        .formatted(id.model(), id.version())));
  }

  /** Makes sure of all of a version's files: what a copy has not brought yet may never come. */
  void requireWhole(VersionId id) throws RolloutException {
    Optional<String> missing = lifecycle.missing(id);
    if (missing.isPresent()) {
      throw new RolloutException(
          Kind.STATE,
          "version %d is not whole: %s. Where it is still being copied, try again when it is there"
              .formatted(id.version(), missing.get()));
    }
  }

  private List<String> models() {
    return lifecycle.models().stream().map(ModelStatus::model).toList();
  }
}
