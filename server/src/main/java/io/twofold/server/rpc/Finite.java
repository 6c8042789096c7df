package io.twofold.server.rpc;

import io.twofold.server.repository.VersionId;

/** Whether what a model computed are numbers. */
final class Finite {

  private Finite() {}

  static boolean all(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Fails where a version makes something else than numbers of a sound input. */
  static void require(float[] values, VersionId version) {
    if (!all(values)) {
      throw new IllegalStateException(version + " gave values that are not finite");
    }
  }
}
