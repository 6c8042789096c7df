package io.twofold.server.rollout;

import io.twofold.server.repository.VersionId;
import io.twofold.v1.VersionEvidence;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this server saw of the versions that are being compared, since their step began. Of versions
 * that no one watches, nothing is kept, and noting costs next to nothing.
 */
public final class Evidence {

  /**
   * Two versions that are compared.
   *
   * @param sample the share of calls whose images both swap, above 0 and up to 1
   * @param share the share of calls that the candidate answers, from 0 to 1
   */
  public record Compared(VersionId stable, VersionId candidate, double sample, double share) {

    /** Whether the candidate answers no one. */
    boolean inShadow() {
      return share == 0;
    }

    /** Whether the stable version answers no one. */
    boolean takesAll() {
      return share == 1;
    }
  }

  /**
   * What was seen since a step began; another step is another window.
   *
   * @param sinceNanos when this server first saw the step
   */
  private record Window(
      Object step, Compared compared, Map<VersionId, VersionWatch> versions, long sinceNanos) {}

  private final LongSupplier nanoClock;

  private volatile Map<String, Window> windows = Map.of();

  /**
   * @param nanoClock a clock that no one sets, in nanoseconds, such as {@link System#nanoTime}
   */
  public Evidence(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

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

  /** What is compared of a model, or null where nothing is. */
  public @Nullable Compared compared(String model) {
    Map<String, Window> now = windows;
    Window window = now.isEmpty() ? null : now.get(model);
    return window == null ? null : window.compared();
  }

  /**
   * Watches two versions of a model from now on; goes on with what was seen where the step is the
   * same. Where the candidate takes every call, it is compared with the last answers that the
   * stable version gave: those of the step before.
   *
   * @param step what tells one step from another
   */
  synchronized void watch(Object step, Compared compared) {
    String model = compared.stable().model();
    Window before = windows.get(model);
    if (before != null && before.step().equals(step)) {
      return;
    }
    Map<String, Window> next = new HashMap<>(windows);
    next.put(
        model,
        new Window(
            step,
            compared,
            Map.of(
                compared.stable(),
                ofStable(before, compared),
                compared.candidate(),
                new VersionWatch()),
            nanoClock.getAsLong()));
    windows = Map.copyOf(next);
  }

  private static VersionWatch ofStable(@Nullable Window before, Compared compared) {
    VersionWatch watched = before == null ? null : before.versions().get(compared.stable());
    boolean goesOn =
        compared.takesAll()
            && before != null
            && before.compared().candidate().equals(compared.candidate());
    return watched != null && goesOn ? watched.withAnswersAlone() : new VersionWatch();
  }

  /** Watches no version of a model any more. */
  synchronized void leave(String model) {
    if (windows.containsKey(model)) {
      Map<String, Window> next = new HashMap<>(windows);
      next.remove(model);
      windows = Map.copyOf(next);
    }
  }

  /** For how long this server has watched a model's step; zero where it watches none. */
  Duration lasted(String model) {
    Window window = windows.get(model);
    return window == null
        ? Duration.ZERO
        : Duration.ofNanos(nanoClock.getAsLong() - window.sinceNanos());
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
