package io.twofold.server.lifecycle;

import io.twofold.server.repository.VersionId;

/** Hears what becomes of versions, on the thread that changes them; must return soon. */
public interface LifecycleListener {

  /** A version entered a state, or its manifest became known. */
  void entered(VersionStatus status);

  /**
   * A version was loaded and proven.
   *
   * @param loadNanos from the first look at its files to the proof, in nanoseconds
   * @param parityError the largest absolute difference from what the trainer computed
   */
  void proven(VersionId id, long loadNanos, float parityError);

  /** A version is in neither memory nor the repository any more. */
  void forgotten(VersionId id);
}
