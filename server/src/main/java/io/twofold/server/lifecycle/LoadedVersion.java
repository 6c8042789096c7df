package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.codec.session.UseCount;
import io.twofold.server.batching.Lanes;
import io.twofold.server.repository.VersionId;
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
  private final Lanes lanes;
  private final UseCount handles;

  /**
   * @param onUnloaded called once, after the codec was closed, on the thread that let go last
   */
  LoadedVersion(VersionId id, Codec codec, Lanes lanes, Consumer<VersionId> onUnloaded) {
    this.id = id;
    this.codec = codec;
    this.lanes = lanes;
    this.handles =
        new UseCount(
            () -> {
              codec.close();
              onUnloaded.accept(id);
            });
  }

  VersionId id() {
    return id;
  }

  Codec codec() {
    return codec;
  }

  Lanes lanes() {
    return lanes;
  }

  /** A handle, or null where the version is being unloaded. */
  @Nullable VersionHandle tryAcquire() {
    return handles.tryAcquire() ? new VersionHandle(this) : null;
  }

  void release() {
    handles.release();
  }

  /** Closes the codec as soon as no handle is held. Unloading twice is harmless. */
  void unload() {
    handles.close();
  }
}
