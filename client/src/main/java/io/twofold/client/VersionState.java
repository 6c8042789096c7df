package io.twofold.client;

/** Where a version stands on the server. */
public enum VersionState {
  /** A state that this client does not know. */
  UNKNOWN,
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
  /** Refused; {@link ModelInfo#reason} says why. */
  FAILED
}
