package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.batching.Lanes;
import io.twofold.server.repository.ModelFolder;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the versions of every model that are wanted, and hands them to calls.
 *
 * <ul>
 *   <li>What calls see is one immutable table behind one volatile field: they take no lock.
 *   <li>A version is in the table for calls only after it was proven, and is freed only after the
 *       last handle to it is closed.
 *   <li>Where nothing else is wanted, the newest valid version serves: a broken one is marked
 *       failed, and the next older one is tried; versions older than the one that serves stay
 *       discovered.
 *   <li>A version that serves goes on until the one that shall take its place has been proven,
 *       whatever becomes of its folder.
 * </ul>
 */
public final class ModelLifecycle implements AutoCloseable {

  private final ModelRepository repository;
  private final LifecycleListener listener;
  private final BiFunction<VersionId, Codec, Lanes> lanes;
  private final VersionLoader loader;
  private final Attempts attempts;
  private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
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
    this.attempts = new Attempts(repository, nanoClock);
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

  /**
   * Says which versions of a model are wanted. What is in memory takes its place at once; {@link
   * #refresh} loads what is not.
   */
  public void want(String model, Wanted versions) {
    wanted.put(model, versions);
    if (versions.stable() != 0) {
      adopt(model, versions, null);
    }
  }

  /** Every model of the repository, by name. */
  public List<ModelStatus> models() {
    return List.copyOf(table.models().values());
  }

  /** What a version's folder lacks now, in words; empty where it is whole. */
  public Optional<String> missing(VersionId id) {
    return repository.missing(id);
  }

  /** Whether at least one version takes calls. */
  public boolean serves() {
    return table.models().values().stream()
        .flatMap(model -> model.versions().stream())
        .anyMatch(version -> version.state() == VersionState.SERVING);
  }

  /** The version that takes a model's calls, or 0 where none does. */
  public long stable(String model) {
    LoadedModel inMemory = table.loaded().get(model);
    return inMemory == null ? 0 : inMemory.stable().id().version();
  }

  /**
   * A handle to the version that shall answer a call; the caller closes it. While the lifecycle is
   * drained, calls that were accepted before still get one.
   *
   * @param model the model's name; empty for the only one that is served
   * @param version the version; 0 leaves the choice to the model
   */
  public VersionHandle acquire(String model, long version) throws SelectionException {
    return acquire(model, version, "");
  }

  /**
   * As {@link #acquire(String, long)}.
   *
   * @param routingKey calls with equal keys get the same version while one is rolled out; empty for
   *     none
   */
  public VersionHandle acquire(String model, long version, String routingKey)
      throws SelectionException {
    while (true) {
      LoadedVersion chosen = table.select(model, version, routingKey);
      VersionHandle handle = chosen.tryAcquire();
      if (handle != null) {
        return handle;
      }
      // Where another has taken its place in between, that one answers.
      if (table.inMemory().contains(chosen)) {
        throw new SelectionException(
            SelectionException.Kind.NOT_READY, chosen.id() + " is being unloaded");
      }
    }
  }

  /** Marks every version in memory as draining, and lets no other take its place. */
  public synchronized void drain() {
    stopping = true;
    for (LoadedVersion version : table.inMemory()) {
      VersionStatus status = table.status(version.id());
      if (status.state() == VersionState.SERVING || status.state() == VersionState.READY) {
        enter(status.moved(VersionState.DRAINING));
      }
    }
  }

  /** Drains, and frees each version when its last handle is closed. Waits for no one. */
  @Override
  public synchronized void close() {
    drain();
    table.inMemory().forEach(LoadedVersion::unload);
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
      folders.forEach(folder -> settle(folder, worthLoading));
    } finally {
      looking.unlock();
    }
  }

  private synchronized void forgetAllBut(Set<VersionId> present) {
    attempts.retain(present);
    for (VersionStatus status : table.statuses()) {
      boolean inMemory = table.holds(status.id()) || status.state() == VersionState.DRAINING;
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

  private void settle(ModelFolder folder, Predicate<VersionId> worthLoading) {
    Wanted versions = wanted.getOrDefault(folder.model(), Wanted.NEWEST);
    if (versions.stable() == 0) {
      loadNewestValid(folder, worthLoading);
      return;
    }
    for (long number : versions.versions().toArray()) {
      VersionId id = new VersionId(folder.model(), number);
      // A candidate stands beside a version that takes the calls, and has no place without one.
      boolean hasPlace = number != versions.candidate() || stable(folder.model()) != 0;
      if (hasPlace && folder.versions().contains(id) && !table.holds(id)) {
        load(id, versions, worthLoading);
      }
    }
    adopt(folder.model(), versions, null);
  }

  private void loadNewestValid(ModelFolder folder, Predicate<VersionId> worthLoading) {
    long serving = stable(folder.model());
    for (VersionId id : folder.versions()) {
      if (id.version() <= serving) {
        adopt(folder.model(), Wanted.only(serving), null);
        return;
      }
      if (load(id, Wanted.only(id.version()), worthLoading)) {
        return;
      }
    }
  }

  /** Loads a version and lets it take its place; false where that is not worth it, or failed. */
  private boolean load(VersionId id, Wanted versions, Predicate<VersionId> worthLoading) {
    boolean wasHere = table.status(id).state() == VersionState.UNLOADED;
    if (stopping || !(wasHere || worthLoading.test(id))) {
      return false;
    }
    Optional<Codec> codec = loader.load(id, this::enter);
    codec.ifPresent(
        proven ->
            adopt(
                id.model(),
                versions,
                new LoadedVersion(id, proven, lanes.apply(id, proven), this::unloaded)));
    return codec.isPresent();
  }

  /** Lets what is wanted take a model's calls, by one write, and lets go of what is not. */
  private void adopt(String model, Wanted versions, @Nullable LoadedVersion added) {
    replace(model, versions, added).forEach(LoadedVersion::unload);
  }

  /** The versions that are no longer needed; during a stop, the one that was added. */
  private synchronized List<LoadedVersion> replace(
      String model, Wanted versions, @Nullable LoadedVersion added) {
    if (stopping) {
      return added == null ? List.of() : List.of(added);
    }
    LoadedModel before = table.loaded().get(model);
    Map<Long, LoadedVersion> memory = new HashMap<>(before == null ? Map.of() : before.versions());
    if (added != null) {
      memory.put(added.id().version(), added);
    }
    LoadedModel now = LoadedModel.of(versions, memory, before);
    if (now == null) {
      return List.copyOf(memory.values());
    }
    table = table.with(model, now);
    now.all().forEach(version -> move(version.id(), now.state(version)));
    List<LoadedVersion> spare =
        memory.values().stream().filter(version -> !now.all().contains(version)).toList();
    spare.forEach(version -> move(version.id(), VersionState.DRAINING));
    return spare;
  }

  private void move(VersionId id, VersionState state) {
    VersionStatus status = table.status(id);
    if (status.state() != state) {
      enter(status.moved(state));
    }
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
