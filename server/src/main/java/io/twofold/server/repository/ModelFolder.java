package io.twofold.server.repository;

import java.util.List;

/**
 * A model in the repository.
 *
 * @param model the model's name, which is its folder's
 * @param versions at least one, newest first, whole or not
 */
public record ModelFolder(String model, List<VersionId> versions) {

  public ModelFolder {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions of model '" + model + "' must not be empty");
    }
  }
}
