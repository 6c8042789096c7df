package io.twofold.server.rpc;

import io.twofold.server.repository.VersionId;

/** A version gave values that are not finite, of sound inputs: the version is at fault. */
final class NotFiniteException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  NotFiniteException(VersionId version) {
    super(version + " gave values that are not finite");
  }
}
