package io.twofold.server.metrics;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.VersionEvidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Meters of which versions take calls, and of rollouts. They are taken anew for every scrape: what
 * is over has none.
 */
final class RolloutMetrics {

  private static final double MILLIS = 1e3;

  private final Rows generation;
  private final Rows trouble;
  private final Rows refusedTime;
  private final Rows role;
  private final Rows share;
  private final Rows step;
  private final Rows stepTime;
  private final Rows paused;
  private final Rows evidence;
  private final Rows cycle;
  private final Rows reconstruction;
  private final Rows guard;
  private final Rows verdict;
  private final List<Rows> all;

  RolloutMetrics(MeterRegistry registry) {
    generation =
        new Rows(registry, Meters.ROLLOUT_GENERATION, "", "Which state of the file is followed");
    trouble = new Rows(registry, Meters.ROLLOUT_TROUBLE, "", "1 where the state is out of reach");
    refusedTime =
        new Rows(registry, Meters.ROLLOUT_REFUSED_TIME, Meters.SECONDS, "When it was taken back");
    role = new Rows(registry, Meters.VERSION_ROLE, "", "1 for what the version in memory is");
    share = new Rows(registry, Meters.VERSION_SHARE, "", "Its part of calls that name no version");
    step = new Rows(registry, Meters.ROLLOUT_STEP, "", "0 in the shadow, then the step's number");
    stepTime = new Rows(registry, Meters.ROLLOUT_STEP_TIME, Meters.SECONDS, "When the step began");
    paused = new Rows(registry, Meters.ROLLOUT_PAUSED, "", "1 where the rollout is held");
    evidence = new Rows(registry, Meters.ROLLOUT_EVIDENCE, "", "What this step has shown");
    cycle = new Rows(registry, Meters.VERSION_CYCLE_ERROR, "", "Error of codes encoded again");
    reconstruction =
        new Rows(registry, Meters.VERSION_RECONSTRUCTION_ERROR, "", "Mean squared error of images");
    guard = new Rows(registry, Meters.ROLLOUT_GUARD, "", "What the guard compares");
    verdict = new Rows(registry, Meters.ROLLOUT_GUARD_VERDICT, "", "1 for what the guard says");
    all =
        List.of(
            generation,
            trouble,
            refusedTime,
            role,
            share,
            step,
            stepTime,
            paused,
            evidence,
            cycle,
            reconstruction,
            guard,
            verdict);
  }

  /**
   * Takes the meters anew.
   *
   * @param models every model, and where its rollout stands
   */
  void take(Map<ModelStatus, RolloutStatus> models) {
    models.forEach(this::model);
    all.forEach(Rows::publish);
  }

  private void model(ModelStatus model, RolloutStatus status) {
    RolloutState state = status.getState();
    Tags tags = Tags.of(Meters.TAG_MODEL, model.model());
    generation.add(tags, state.getGeneration());
    trouble.add(tags, status.getTrouble().isEmpty() ? 0 : 1);
    state
        .getRefusedList()
        .forEach(
            refused ->
                refusedTime.add(version(tags, refused.getVersion()), seconds(refused.getAt())));
    versions(model, status, tags);
    if (state.getCandidate() != 0) {
      step.add(tags, state.getStep());
      stepTime.add(tags, seconds(state.getStepSince()));
      paused.add(tags, state.getPaused() ? 1 : 0);
      evidence(tags, status.getStable());
      evidence(tags, status.getCandidate());
      status.getGuardsList().forEach(reading -> guard(tags, reading));
    }
  }

  private void versions(ModelStatus model, RolloutStatus status, Tags tags) {
    long candidate = status.getState().getCandidate();
    boolean shared =
        model.versions().stream()
            .anyMatch(each -> each.id().version() == candidate && takesCalls(each));
    double candidateShare = shared ? status.getCandidateShare() : 0;
    for (VersionStatus each : model.versions()) {
      long number = each.id().version();
      if (takesCalls(each) || each.state() == VersionState.READY) {
        String is = number == candidate ? "candidate" : takesCalls(each) ? "stable" : "previous";
        double part =
            number == candidate ? candidateShare : takesCalls(each) ? 1 - candidateShare : 0;
        role.add(version(tags, number).and(Meters.TAG_ROLE, is), 1);
        share.add(version(tags, number), part);
      }
    }
  }

  private void evidence(Tags tags, VersionEvidence seen) {
    Tags version = version(tags, seen.getVersion());
    evidence.add(version.and(Meters.TAG_KIND, "calls"), seen.getCalls());
    evidence.add(version.and(Meters.TAG_KIND, "errors"), seen.getErrors());
    evidence.add(version.and(Meters.TAG_KIND, "non_finite"), seen.getNonFinite());
    evidence.add(version.and(Meters.TAG_KIND, "checks"), seen.getChecks());
    evidence.add(version.and(Meters.TAG_KIND, "copies"), seen.getCopies());
    if (seen.getChecks() > 0) {
      cycle.add(version, seen.getCycleError());
      reconstruction.add(version, seen.getReconstructionError());
    }
  }

  private void guard(Tags tags, GuardReading reading) {
    Tags guarded = tags.and(Meters.TAG_GUARD, reading.getGuard());
    guard.add(guarded.and(Meters.TAG_SIDE, "stable"), reading.getStable());
    guard.add(guarded.and(Meters.TAG_SIDE, "candidate"), reading.getCandidate());
    guard.add(guarded.and(Meters.TAG_SIDE, "limit"), reading.getLimit());
    for (GuardVerdict each :
        List.of(
            GuardVerdict.GUARD_VERDICT_PASSES,
            GuardVerdict.GUARD_VERDICT_BREACHED,
            GuardVerdict.GUARD_VERDICT_TOO_LITTLE)) {
      String name = each.name().substring("GUARD_VERDICT_".length()).toLowerCase(Locale.ROOT);
      verdict.add(guarded.and(Meters.TAG_VERDICT, name), each.equals(reading.getVerdict()) ? 1 : 0);
    }
  }

  private static boolean takesCalls(VersionStatus version) {
    return version.state() == VersionState.SERVING;
  }

  private static Tags version(Tags model, long version) {
    return model.and(Meters.TAG_VERSION, Long.toString(version));
  }

  private static double seconds(Timestamp time) {
    return Timestamps.toMillis(time) / MILLIS;
  }
}
