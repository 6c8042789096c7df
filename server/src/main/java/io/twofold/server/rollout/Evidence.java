package io.twofold.server.rollout;

import io.twofold.server.repository.VersionId;
import io.twofold.v1.VersionEvidence;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this server saw of the versions that are being compared, since their step began. Of versions
 * that no one watches, nothing is kept, and noting costs next to nothing.
 */
public final class Evidence {

  /** What was seen since a step began; another step is another window. */
  private record Window(Object step, Map<VersionId, VersionWatch> versions) {}

  private volatile Map<String, Window> windows = Map.of();

  /** A call was answered by a version, or failed by it. */
  public void answered(VersionId by, boolean failed, long nanos) {
    VersionWatch watch = watch(by);
    if (watch != null) {
      watch.answered(failed, nanos);
    }
  }

  /** A version gave values that are not finite. */
  public void notFinite(VersionId by) {
    VersionWatch watch = watch(by);
    if (watch != null) {
      watch.notFinite();
    }
  }

  /** A version's swap was checked. */
  public void checked(VersionId by, CycleCheck check) {
    VersionWatch watch = watch(by);
    if (watch != null) {
      watch.checked(check);
    }
  }

  /**
   * A call was copied to a candidate in the shadow.
   *
   * @param difference mean absolute difference of its values from the stable version's; NaN where
   *     it failed
   */
  public void copied(VersionId candidate, double difference, long nanos) {
    VersionWatch watch = watch(candidate);
    if (watch != null) {
      watch.copied(difference, nanos);
    }
  }

  /**
   * Watches versions of a model from now on; goes on with what was seen where the step is the same.
   *
   * @param step what tells one step from another
   */
  synchronized void watch(String model, Object step, Set<VersionId> versions) {
    Window before = windows.get(model);
    if (before != null && before.step().equals(step)) {
      return;
    }
    Map<VersionId, VersionWatch> watches = new ConcurrentHashMap<>();
    versions.forEach(version -> watches.put(version, new VersionWatch()));
    Map<String, Window> next = new ConcurrentHashMap<>(windows);
    next.put(model, new Window(step, Map.copyOf(watches)));
    windows = Map.copyOf(next);
  }

  /** Watches no version of a model any more. */
  synchronized void leave(String model) {
    if (windows.containsKey(model)) {
      Map<String, Window> next = new ConcurrentHashMap<>(windows);
      next.remove(model);
      windows = Map.copyOf(next);
    }
  }

  /** What was seen of a version; empty where it is not watched. */
  VersionEvidence of(VersionId version) {
    VersionWatch watch = watch(version);
    return watch == null
        ? VersionEvidence.newBuilder().setVersion(version.version()).build()
        : watch.evidence(version.version());
  }

  private @Nullable VersionWatch watch(VersionId version) {
    Map<String, Window> now = windows;
    if (now.isEmpty()) {
      return null;
    }
    Window window = now.get(version.model());
    return window == null ? null : window.versions().get(version);
  }
}
