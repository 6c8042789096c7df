package io.twofold.server.rollout;

import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionInfo;
import io.twofold.v1.RolloutSettings;
import java.util.Optional;

/** The gate on a version's own scorecard. */
final class Scores {

  private Scores() {}

  /** Why a version's scorecard forbids to roll it out; empty where it does not. */
  static Optional<String> poor(VersionStatus status, RolloutSettings settings) {
    VersionInfo info = status.info();
    Double leak = info == null ? null : info.scorecard().get("z_leak");
    return leak == null || leak <= settings.getMaxZLeak()
        ? Optional.empty()
        : Optional.of(
            "its scorecard has a z_leak of %.3f, above %.3f"
                .formatted(leak, settings.getMaxZLeak()));
  }
}
