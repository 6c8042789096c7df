package io.twofold.server.lifecycle;

import io.twofold.server.repository.VersionId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a model that are in memory, and which of them take its calls. Immutable.
 *
 * @param versions by number
 * @param stable takes the calls that name no version
 * @param candidate takes a share of them; null for none
 * @param share from 0 to 1
 */
record LoadedModel(
    Map<Long, LoadedVersion> versions,
    LoadedVersion stable,
    @Nullable LoadedVersion candidate,
    double share) {

  LoadedModel {
    versions = Map.copyOf(versions);
  }

  /**
   * What is wanted, as far as it is in memory. Where the wanted stable version is not, the one
   * before goes on, or the one to go back to takes its place.
   *
   * @param memory the versions that are in memory, by number
   * @param before what took the calls so far
   * @return null where no version can take them
   */
  static @Nullable LoadedModel of(
      Wanted wanted, Map<Long, LoadedVersion> memory, @Nullable LoadedModel before) {
    LoadedVersion stable = memory.get(wanted.stable());
    if (stable == null && before != null) {
      stable = before.stable();
    }
    if (stable == null) {
      stable = memory.get(wanted.previous());
    }
    if (stable == null) {
      return null;
    }
    LoadedVersion candidate = memory.get(wanted.candidate());
    Map<Long, LoadedVersion> kept = new HashMap<>();
    LoadedVersion takesCalls = stable;
    Stream.of(stable, candidate, memory.get(wanted.previous()))
        .filter(version -> version != null)
        .forEach(version -> kept.put(version.id().version(), version));
    return new LoadedModel(
        kept, stable, candidate == takesCalls ? null : candidate, wanted.share());
  }

  Collection<LoadedVersion> all() {
    return versions.values();
  }

  /** Where a version of this model stands. */
  VersionState state(LoadedVersion version) {
    boolean takesCalls = version == stable || (version == candidate && share > 0);
    return takesCalls ? VersionState.SERVING : VersionState.READY;
  }

  /**
   * The version for a call that names none. Calls with equal keys get the same one for as long as
   * the share does not shrink, on every server.
   *
   * @param routingKey the caller's; empty for none
   */
  LoadedVersion choose(String routingKey) {
    if (candidate == null || share <= 0) {
      return stable;
    }
    double place =
        routingKey.isEmpty()
            ? ThreadLocalRandom.current().nextDouble()
            : place(routingKey, candidate.id());
    return place < share ? candidate : stable;
  }

  /** A key's place from 0 to 1, another one for each candidate: FNV-1a, with its bits mixed. */
  private static double place(String key, VersionId candidate) {
    long hash = 0xcbf29ce484222325L ^ (candidate.version() * 0x9e3779b97f4a7c15L);
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1p-53;
  }
}
