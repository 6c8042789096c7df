package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.batching.Lanes;
import io.twofold.server.repository.ModelFolder;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest valid version of every model and hands it to calls.
 *
 * <ul>
 *   <li>What calls see is one immutable table behind one volatile field: they take no lock.
 *   <li>A version is in the table for calls only after it was proven, and is freed only after the
 *       last handle to it is closed.
 *   <li>A broken version is marked failed, and the next older one is tried; versions older than the
 *       one that serves stay discovered.
 *   <li>A version that serves goes on until a newer one has been proven, whatever becomes of its
 *       folder: a number stands for one content, and is not loaded twice.
 * </ul>
 */
public final class ModelLifecycle implements AutoCloseable {

  private final ModelRepository repository;
  private final LifecycleListener listener;
  private final BiFunction<VersionId, Codec, Lanes> lanes;
  private final VersionLoader loader;
  private final Attempts attempts;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile ServingTable table = ServingTable.EMPTY;
  private volatile boolean stopping;

  /**
   * @param lanes makes the lanes of a version
   * @param nanoClock a clock for durations, in nanoseconds, such as {@link System#nanoTime}
   */
  public ModelLifecycle(
      ModelRepository repository,
      LifecycleListener listener,
      BiFunction<VersionId, Codec, Lanes> lanes,
      LongSupplier nanoClock) {
    this.repository = repository;
    this.listener = listener;
    this.lanes = lanes;
    this.loader = new VersionLoader(repository, listener, nanoClock);
    this.attempts = new Attempts(repository);
  }

  /**
   * Loads the newest valid version of every model in the repository. What is not a whole version
   * fails.
   *
   * @throws IOException where the repository itself cannot be read
   */
  public void load() throws IOException {
    look(
        id -> {
          attempts.force(id);
          return true;
        });
  }

  /**
   * Looks at the repository again, and loads what is new and newer than what serves, on the calling
   * thread. A version that has been proven takes the next call; the one before it finishes its
   * calls and is freed with its last handle.
   *
   * <p>A version that failed is tried again once something in its folder has changed. A folder that
   * is still being filled is left for the next look. Versions whose folders are gone are forgotten,
   * unless they are in memory.
   *
   * @throws IOException where the repository itself cannot be read; what serves goes on
   */
  public void refresh() throws IOException {
    look(attempts::take);
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
    while (true) {
      LoadedVersion chosen = table.select(model, version);
      VersionHandle handle = chosen.tryAcquire();
      if (handle != null) {
        return handle;
      }
      // Where another has taken its place in between, that one answers.
      if (table.loaded().containsValue(chosen)) {
        throw new SelectionException(
            SelectionException.Kind.NOT_READY, chosen.id() + " is being unloaded");
      }
    }
  }

  /** Marks every serving version as draining, and lets no other take its place. */
  public synchronized void drain() {
    stopping = true;
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

  private void look(Predicate<VersionId> worthLoading) throws IOException {
    looking.lock();
    try {
      List<ModelFolder> folders = repository.list();
      Set<VersionId> present =
          folders.stream()
              .flatMap(folder -> folder.versions().stream())
              .collect(Collectors.toUnmodifiableSet());
      forgetAllBut(present);
      folders.forEach(folder -> folder.versions().forEach(this::discover));
      folders.forEach(folder -> loadNewestValid(folder, worthLoading));
    } finally {
      looking.unlock();
    }
  }

  private synchronized void forgetAllBut(Set<VersionId> present) {
    attempts.retain(present);
    for (VersionStatus status : table.statuses()) {
      boolean inMemory =
          status.state() == VersionState.SERVING || status.state() == VersionState.DRAINING;
      if (!inMemory && !present.contains(status.id())) {
        table = table.without(status.id());
        listener.forgotten(status.id());
      }
    }
  }

  private synchronized void discover(VersionId id) {
    if (table.find(id).isEmpty()) {
      enter(VersionStatus.discovered(id));
    }
  }

  private void loadNewestValid(ModelFolder folder, Predicate<VersionId> worthLoading) {
    LoadedVersion serving = table.loaded().get(folder.model());
    for (VersionId id : folder.versions()) {
      if (stopping || (serving != null && id.version() <= serving.id().version())) {
        return;
      }
      Optional<Codec> codec =
          worthLoading.test(id) ? loader.load(id, this::enter) : Optional.empty();
      if (codec.isPresent()) {
        serve(new LoadedVersion(id, codec.get(), lanes.apply(id, codec.get()), this::unloaded));
        return;
      }
    }
  }

  /** Lets a version take its model's calls, by one write, and lets go of the one before. */
  private void serve(LoadedVersion version) {
    LoadedVersion spare = replace(version);
    if (spare != null) {
      spare.unload();
    }
  }

  /** The version that is no longer needed: none, the one before, or this one during a stop. */
  private synchronized @Nullable LoadedVersion replace(LoadedVersion version) {
    if (stopping) {
      return version;
    }
    LoadedVersion before = table.loaded().get(version.id().model());
    VersionStatus serving = table.status(version.id()).moved(VersionState.SERVING);
    if (before == null) {
      table = table.serving(version).with(serving);
      listener.entered(serving);
      return null;
    }
    VersionStatus draining = table.status(before.id()).moved(VersionState.DRAINING);
    table = table.serving(version).with(serving).with(draining);
    listener.entered(serving);
    listener.entered(draining);
    return before;
  }

  private synchronized void unloaded(VersionId id) {
    enter(table.status(id).moved(VersionState.UNLOADED));
  }

  /** The listener hears of statuses in the order in which the table holds them. */
  private synchronized void enter(VersionStatus status) {
    table = table.with(status);
    listener.entered(status);
  }
}
