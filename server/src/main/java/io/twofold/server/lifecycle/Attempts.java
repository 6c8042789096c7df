package io.twofold.server.lifecycle;

import io.twofold.server.repository.FolderStamp;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which versions are worth loading: remembers how the folders looked that were tried.
 *
 * <ul>
 *   <li>A folder without a manifest is no version yet.
 *   <li>A folder is tried once, and again only after something in it has changed.
 *   <li>A folder that lacks something is still being written, until it has looked the same for
 *       {@value #QUIET_SECONDS} seconds, however often it was looked at.
 * </ul>
 *
 * <p>To be used by one thread at a time.
 */
final class Attempts {

  static final int QUIET_SECONDS = 5;

  private static final long QUIET_NANOS = Duration.ofSeconds(QUIET_SECONDS).toNanos();

  /**
   * An unfinished folder.
   *
   * @param sinceNanos when it was first seen to look so
   */
  private record Unfinished(FolderStamp stamp, long sinceNanos) {}

  private final ModelRepository repository;
  private final LongSupplier nanoClock;
  private final Map<VersionId, FolderStamp> tried = new HashMap<>();
  private final Map<VersionId, Unfinished> unfinished = new HashMap<>();

  Attempts(ModelRepository repository, LongSupplier nanoClock) {
    this.repository = repository;
    this.nanoClock = nanoClock;
  }

  /** Whether to load the version now; if so, this counts as the try. */
  boolean take(VersionId id) {
    if (!repository.hasManifest(id)) {
      return false;
    }
    FolderStamp stamp = repository.stamp(id);
    if (stamp.equals(tried.get(id))) {
      return false;
    }
    if (repository.missing(id).isPresent() && !isLeftAsItIs(id, stamp)) {
      return false;
    }
    unfinished.remove(id);
    tried.put(id, stamp);
    return true;
  }

  private boolean isLeftAsItIs(VersionId id, FolderStamp stamp) {
    long now = nanoClock.getAsLong();
    Unfinished before = unfinished.get(id);
    if (before == null || !stamp.equals(before.stamp())) {
      unfinished.put(id, new Unfinished(stamp, now));
      return false;
    }
    return now - before.sinceNanos() >= QUIET_NANOS;
  }

  /** Counts as a try of the version, whatever its folder holds. */
  void force(VersionId id) {
    tried.put(id, repository.stamp(id));
  }

  /** Forgets every version but these. */
  void retain(Collection<VersionId> ids) {
    tried.keySet().retainAll(ids);
    unfinished.keySet().retainAll(ids);
  }
}
