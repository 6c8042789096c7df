package io.twofold.server.lifecycle;

/** Where a version stands, in the order in which it passes through; or that it was refused. */
public enum VersionState {
  /** In the repository, not loaded. */
  DISCOVERED,
  /** Its digests are being checked. */
  VERIFYING,
  /** Its graphs are being opened. */
  LOADING,
  /** Its golden vectors are being run. */
  WARMING,
  /** Proven, and not yet taking calls. */
  READY,
  /** Taking calls. */
  SERVING,
  /** Finishing its last calls. */
  DRAINING,
  /** Gone from memory. */
  UNLOADED,
  /** Refused, with a reason. */
  FAILED
}
