package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.repository.VersionId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A version in memory, counting its handles.
 *
 * <p>INVARIANT: the codec is closed exactly once, after {@link #unload} and the last handle.
 */
final class LoadedVersion {

  private final VersionId id;
  private final Codec codec;
  private final Consumer<VersionId> onUnloaded;

  /** Handles held, and one more until {@link #unload}. */
  private final AtomicInteger holders = new AtomicInteger(1);

  private final AtomicBoolean unloading = new AtomicBoolean();

  /**
   * @param onUnloaded called once, after the codec was closed, on the thread that let go last
   */
  LoadedVersion(VersionId id, Codec codec, Consumer<VersionId> onUnloaded) {
    this.id = id;
    this.codec = codec;
    this.onUnloaded = onUnloaded;
  }

  VersionId id() {
    return id;
  }

  Codec codec() {
    return codec;
  }

  /** A handle, or null where the version is being unloaded. */
  @Nullable VersionHandle tryAcquire() {
    int held;
    do {
      held = holders.get();
      if (held == 0 || unloading.get()) {
        return null;
      }
    } while (!holders.compareAndSet(held, held + 1));
    return new VersionHandle(this);
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      codec.close();
      onUnloaded.accept(id);
    }
  }

  /** Closes the codec as soon as no handle is held. Unloading twice is harmless. */
  void unload() {
    if (unloading.compareAndSet(false, true)) {
      release();
    }
  }
}
