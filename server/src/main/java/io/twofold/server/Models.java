package io.twofold.server;

import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.repository.ModelFolder;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.rollout.Rollouts;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads the models that a server starts with, or says in full why there are none. */
final class Models {

  private static final System.Logger LOG = System.getLogger(Models.class.getName());
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
              .formatted(repository, HOW_TO_MAKE_ONE, refusals(lifecycle, rollouts)),
          null);
    }
    lifecycle.models().stream()
        .flatMap(model -> missing(model, rollouts).stream())
        .forEach(reason -> LOG.log(Level.WARNING, "{0}; it is not served", reason));
  }

  private static String refusals(ModelLifecycle lifecycle, Rollouts rollouts) {
    Stream<String> ofVersions =
        lifecycle.models().stream()
            .flatMap(model -> model.versions().stream())
            .filter(version -> version.state() == VersionState.FAILED)
            .map(version -> "%n  %s: %s".formatted(version.id(), version.reason()));
    Stream<String> ofRollouts =
        lifecycle.models().stream()
            .flatMap(model -> missing(model, rollouts).stream())
            .map("%n  %s"::formatted);
    return Stream.concat(ofVersions, ofRollouts).collect(Collectors.joining());
  }

  /** Why the rollout of a model leaves it without a version to serve. */
  private static Optional<String> missing(ModelStatus model, Rollouts rollouts) {
    String trouble = rollouts.trouble(model.model());
    if (!trouble.isEmpty()) {
      return Optional.of("%s: %s".formatted(model.model(), trouble));
    }
    long stable = rollouts.state(model.model()).getStable();
    boolean known = model.versions().stream().anyMatch(version -> version.id().version() == stable);
    return stable == 0 || known
        ? Optional.empty()
        : Optional.of(
            "%s: rollout.json says that version %d serves, and it has no folder"
                .formatted(model.model(), stable));
  }
}
