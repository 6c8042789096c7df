package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.batching.Lanes;
import io.twofold.server.repository.VersionId;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hold on a loaded version: its codec stays open until the handle is closed. */
public final class VersionHandle implements AutoCloseable {

  private final LoadedVersion version;
  private final AtomicBoolean closed = new AtomicBoolean();

  VersionHandle(LoadedVersion version) {
    this.version = version;
  }

  public VersionId id() {
    return version.id();
  }

  /** The version's codec, to be used before the handle is closed and not closed by the caller. */
  public Codec codec() {
    if (closed.get()) {
      throw new IllegalStateException("the handle of " + id() + " is closed");
    }
    return version.codec();
  }

  /** Where work for the version queues; what is submitted must end before the handle is closed. */
  public Lanes lanes() {
    return version.lanes();
  }

  /** Lets go of the version. Closing twice is harmless. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      version.release();
    }
  }
}
