package io.twofold.server.lifecycle;

import java.util.List;

/**
 * A model at one moment.
 *
 * @param model the model's name
 * @param versions newest first
 */
public record ModelStatus(String model, List<VersionStatus> versions) {

  public ModelStatus {
    versions = List.copyOf(versions);
  }
}
