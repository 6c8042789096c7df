package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import io.twofold.server.repository.VersionInfo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes a version from disk to a proven codec, one state after the other. */
final class VersionLoader {

  private static final System.Logger LOG = System.getLogger(VersionLoader.class.getName());

  private final ModelRepository repository;
  private final LifecycleListener listener;
  private final LongSupplier nanoClock;

  VersionLoader(ModelRepository repository, LifecycleListener listener, LongSupplier nanoClock) {
    this.repository = repository;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /**
   * Loads a version.
   *
   * @param publish takes each status as the version enters it, up to READY or FAILED
   * @return the codec, or nothing where the version was refused; no broken bundle makes this throw
   */
  Optional<Codec> load(VersionId id, Consumer<VersionStatus> publish) {
    Progress progress = new Progress(VersionStatus.discovered(id), publish);
    try {
      return Optional.of(proven(id, progress));
    } catch (BundleException e) {
      refuse(progress, e.reason(), e);
    } catch (IOException | RuntimeException | LinkageError e) {
      refuse(progress, "it cannot be loaded: " + e, e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      refuse(progress, "it needs more memory than there is: " + e, e);
    }
    return Optional.empty();
  }

  private Codec proven(VersionId id, Progress progress) throws IOException {
    long start = nanoClock.getAsLong();
    progress.enter(VersionState.VERIFYING);
    progress.describe(repository.describe(id));
    Bundle bundle = repository.read(id);
    // The manifest may have been exchanged since it was described.
    progress.describe(VersionInfo.of(bundle));
    progress.enter(VersionState.LOADING);
    Codec codec = Codec.load(bundle);
    try {
      progress.enter(VersionState.WARMING);
      float parityError = codec.requireGoldenParity();
      long loadNanos = nanoClock.getAsLong() - start;
      progress.enter(VersionState.READY);
      listener.proven(id, loadNanos, parityError);
      LOG.log(
          Level.INFO,
          () ->
              "%s is ready: golden parity within %.1e, loaded in %.0f ms"
                  .formatted(id, parityError, loadNanos / 1e6));
      return codec;
    } catch (BundleException | RuntimeException | Error e) {
      codec.close();
      throw e;
    }
  }

  private static void refuse(Progress progress, String reason, Throwable cause) {
    LOG.log(Level.WARNING, () -> progress.status.id() + " is refused: " + reason);
    LOG.log(Level.DEBUG, "the cause", cause);
    progress.set(progress.status.failed(reason));
  }

  /** The status of the version that is being loaded. */
  private static final class Progress {
    private VersionStatus status;
    private final Consumer<VersionStatus> publish;

    Progress(VersionStatus status, Consumer<VersionStatus> publish) {
      this.status = status;
      this.publish = publish;
    }

    void enter(VersionState state) {
      set(status.moved(state));
    }

    void describe(VersionInfo info) {
      if (!info.equals(status.info())) {
        set(status.described(info));
      }
    }

    void set(VersionStatus next) {
      status = next;
      publish.accept(next);
    }
  }
}
