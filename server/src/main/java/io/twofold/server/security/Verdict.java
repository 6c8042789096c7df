package io.twofold.server.security;

/** What is to become of a call, by the token that came with it. */
public enum Verdict {
  ALLOWED,
  /** A token is needed and none came. */
  NO_TOKEN,
  /** A token came that is not known. */
  UNKNOWN_TOKEN,
  /** The token is known, and not for administration. */
  NOT_ADMIN,
  /** No token opens administration. */
  ADMIN_CLOSED
}
