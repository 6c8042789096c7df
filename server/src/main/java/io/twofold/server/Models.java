package io.twofold.server;

import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.repository.ModelFolder;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.rollout.Rollouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Loads the models that a server starts with, or says in full why there are none. */
final class Models {

  private static final String HOW_TO_MAKE_ONE =
      "Make a model with ./twofold train, or name another repository with --repository.";

  private Models() {}

  /**
   * Makes sure that there is a repository.
   *
   * @throws StartException where there is none
   */
  static void requireRepository(Path repository) throws StartException {
    if (!Files.isDirectory(repository)) {
      throw new StartException(
          "there is no model repository at '%s'. %s".formatted(repository, HOW_TO_MAKE_ONE), null);
    }
  }

  /**
   * Loads the versions of each model that its rollout wants, or the newest valid one.
   *
   * @throws StartException where no model has one
   */
  static void load(ModelLifecycle lifecycle, Rollouts rollouts, Path repository)
      throws StartException {
    try {
      for (ModelFolder folder : new ModelRepository(repository).list()) {
        rollouts.follow(folder.model());
      }
      lifecycle.load();
    } catch (IOException e) {
      throw new StartException(
          "the model repository '%s' cannot be read: %s".formatted(repository, e), e);
    }
    if (!lifecycle.serves()) {
      throw new StartException(
          "no model in '%s' can be served. %s%s"
              .formatted(repository, HOW_TO_MAKE_ONE, refusals(lifecycle)),
          null);
    }
  }

  private static String refusals(ModelLifecycle lifecycle) {
    return lifecycle.models().stream()
        .flatMap(model -> model.versions().stream())
        .filter(version -> version.state() == VersionState.FAILED)
        .map(version -> "%n  %s: %s".formatted(version.id(), version.reason()))
        .collect(Collectors.joining());
  }
}
