package io.twofold.server.lifecycle;

import io.twofold.server.repository.VersionId;
import io.twofold.server.repository.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A version at one moment.
 *
 * @param reason why it failed; empty in every other state
 * @param info what its manifest says; null until that has been read
 */
public record VersionStatus(
    VersionId id, VersionState state, String reason, @Nullable VersionInfo info) {

  public VersionStatus {
    if ((state == VersionState.FAILED) == reason.isEmpty()) {
      throw new IllegalArgumentException(
          "reason must be given for a failed version alone: %s is %s with reason '%s'"
              .formatted(id, state, reason));
    }
  }

  static VersionStatus discovered(VersionId id) {
    return new VersionStatus(id, VersionState.DISCOVERED, "", null);
  }

  VersionStatus moved(VersionState next) {
    return new VersionStatus(id, next, "", info);
  }

  VersionStatus described(VersionInfo manifest) {
    return new VersionStatus(id, state, reason, manifest);
  }

  VersionStatus failed(String why) {
    return new VersionStatus(id, VersionState.FAILED, why, info);
  }
}
