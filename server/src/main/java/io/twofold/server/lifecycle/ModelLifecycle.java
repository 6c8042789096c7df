package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.repository.ModelFolder;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Holds the newest valid version of every model and hands it to calls.
 *
 * <ul>
 *   <li>What calls see is one immutable table behind one volatile field: they take no lock.
 *   <li>A version is in the table for calls only after it was proven, and is freed only after the
 *       last handle to it is closed.
 *   <li>A broken version is marked failed, and the next older one is tried; versions older than the
 *       one that serves stay discovered.
 * </ul>
 */
public final class ModelLifecycle implements AutoCloseable {

  private final ModelRepository repository;
  private final LifecycleListener listener;
  private final VersionLoader loader;
  private volatile ServingTable table = ServingTable.EMPTY;

  /**
   * @param nanoClock a clock for durations, in nanoseconds, such as {@link System#nanoTime}
   */
  public ModelLifecycle(
      ModelRepository repository, LifecycleListener listener, LongSupplier nanoClock) {
    this.repository = repository;
    this.listener = listener;
    this.loader = new VersionLoader(repository, listener, nanoClock);
  }

  /**
   * Loads the newest valid version of every model in the repository.
   *
   * @throws IOException where the repository itself cannot be read
   */
  public void load() throws IOException {
    List<ModelFolder> folders = repository.list();
    for (ModelFolder folder : folders) {
      List<VersionStatus> versions =
          folder.versions().stream().map(VersionStatus::discovered).toList();
      publish(now -> now.with(new ModelStatus(folder.model(), versions)));
      versions.forEach(listener::entered);
    }
    folders.forEach(this::loadNewestValid);
  }

  /** Every model of the repository, by name. */
  public List<ModelStatus> models() {
    return List.copyOf(table.models().values());
  }

  /** Whether at least one version takes calls. */
  public boolean serves() {
    return table.models().values().stream()
        .flatMap(model -> model.versions().stream())
        .anyMatch(version -> version.state() == VersionState.SERVING);
  }

  /**
   * A handle to the version that shall answer a call; the caller closes it. While the lifecycle is
   * drained, calls that were accepted before still get one.
   *
   * @param model the model's name; empty for the only one that is served
   * @param version the version; 0 for the one that serves
   */
  public VersionHandle acquire(String model, long version) throws SelectionException {
    LoadedVersion chosen = table.select(model, version);
    VersionHandle handle = chosen.tryAcquire();
    if (handle == null) {
      throw new SelectionException(
          SelectionException.Kind.NOT_READY, chosen.id() + " is being unloaded");
    }
    return handle;
  }

  /** Marks every serving version as draining. */
  public synchronized void drain() {
    for (LoadedVersion version : table.loaded().values()) {
      VersionStatus status = table.status(version.id());
      if (status.state() == VersionState.SERVING) {
        enter(status.moved(VersionState.DRAINING));
      }
    }
  }

  /** Drains, and frees each version when its last handle is closed. Waits for no one. */
  @Override
  public synchronized void close() {
    drain();
    table.loaded().values().forEach(LoadedVersion::unload);
  }

  private void loadNewestValid(ModelFolder folder) {
    for (VersionId id : folder.versions()) {
      Optional<Codec> codec = loader.load(id, this::enter);
      if (codec.isPresent()) {
        LoadedVersion version = new LoadedVersion(id, codec.get(), this::unloaded);
        publish(now -> now.serving(version));
        enter(table.status(id).moved(VersionState.SERVING));
        return;
      }
    }
  }

  private void unloaded(VersionId id) {
    enter(table.status(id).moved(VersionState.UNLOADED));
  }

  private void enter(VersionStatus status) {
    publish(now -> now.with(status));
    listener.entered(status);
  }

  /** The only place that writes the table; those who read it take no lock. */
  private synchronized void publish(UnaryOperator<ServingTable> change) {
    table = change.apply(table);
  }
}
