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

  /** A listener that tells two others, in this order. */
  static LifecycleListener both(LifecycleListener first, LifecycleListener second) {
    return new LifecycleListener() {
      @Override
      public void entered(VersionStatus status) {
        first.entered(status);
        second.entered(status);
      }

      @Override
      public void proven(VersionId id, long loadNanos, float parityError) {
        first.proven(id, loadNanos, parityError);
        second.proven(id, loadNanos, parityError);
      }

      @Override
      public void forgotten(VersionId id) {
        first.forgotten(id);
        second.forgotten(id);
      }
    };
  }
}
