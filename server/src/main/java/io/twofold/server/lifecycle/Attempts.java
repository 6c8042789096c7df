package io.twofold.server.lifecycle;

import io.twofold.server.repository.FolderStamp;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which versions are worth loading: remembers how the folders looked that were tried.
 *
 * <ul>
 *   <li>A folder without a manifest is no version yet.
 *   <li>A folder is tried once, and again only after something in it has changed.
 *   <li>A folder that lacks something is still being written, until it looks the same twice.
 * </ul>
 *
 * <p>To be used by one thread at a time.
 */
final class Attempts {

  private final ModelRepository repository;
  private final Map<VersionId, FolderStamp> tried = new HashMap<>();
  private final Map<VersionId, FolderStamp> unfinished = new HashMap<>();

  Attempts(ModelRepository repository) {
    this.repository = repository;
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
    if (!repository.isWhole(id) && !stamp.equals(unfinished.put(id, stamp))) {
      return false;
    }
    tried.put(id, stamp);
    return true;
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
