package io.twofold.server.rollout;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.twofold.v1.GuardReading;
import io.twofold.v1.GuardVerdict;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.VersionEvidence;
import java.util.ArrayList;
import java.util.List;

/** Reads the guards: what the candidate did beside what the stable version did meanwhile. */
final class Guards {

  static final String ERROR_RATE = "error_rate";
  static final String P50 = "p50";
  static final String P99 = "p99";
  static final String NON_FINITE = "non_finite";
  static final String CYCLE = "cycle";
  static final String RECONSTRUCTION = "reconstruction";

  /** Calls that an error rate needs to mean something. */
  private static final long LEAST_CALLS = 20;

  /** Calls of each version that a 99th percentile needs to mean something. */
  private static final long LEAST_FOR_P99 = 200;

  /** Swaps of each version that must have been checked. */
  private static final long LEAST_CHECKS = 20;

  /** A latency that is no more than this above the stable version's harms no one, in seconds. */
  private static final double NO_HARM_SECONDS = 0.002;

  /** Errors of codes and images below this are as good as none. */
  private static final double NO_ERROR = 1e-3;

  private Guards() {}

  /**
   * Reads every guard.
   *
   * @param inShadow whether the candidate answers no one: its latencies say nothing then
   */
  static List<GuardReading> read(
      RolloutSettings settings,
      VersionEvidence stable,
      VersionEvidence candidate,
      boolean inShadow) {
    List<GuardReading> readings = new ArrayList<>();
    readings.add(errorRate(settings, stable, candidate));
    readings.add(
        reading(
            NON_FINITE,
            candidate.getNonFinite() > settings.getMaxNonFinite(),
            candidate.getCalls() >= LEAST_CALLS,
            (double) stable.getNonFinite(),
            (double) candidate.getNonFinite(),
            settings.getMaxNonFinite()));
    if (!inShadow) {
      // A slow candidate makes calls of the stable version wait too, and so hides in its p99.
      readings.add(
          latency(
              P50, settings, stable, stable.getP50(), candidate, candidate.getP50(), LEAST_CALLS));
      readings.add(
          latency(
              P99,
              settings,
              stable,
              stable.getP99(),
              candidate,
              candidate.getP99(),
              LEAST_FOR_P99));
    }
    boolean checked = stable.getChecks() >= LEAST_CHECKS && candidate.getChecks() >= LEAST_CHECKS;
    readings.add(
        ratio(
            CYCLE,
            checked,
            stable.getCycleError(),
            candidate.getCycleError(),
            settings.getMaxCycleRatio()));
    readings.add(
        ratio(
            RECONSTRUCTION,
            checked,
            stable.getReconstructionError(),
            candidate.getReconstructionError(),
            settings.getMaxReconstructionRatio()));
    return readings;
  }

  private static GuardReading errorRate(
      RolloutSettings settings, VersionEvidence stable, VersionEvidence candidate) {
    double stableRate = rate(stable);
    double candidateRate = rate(candidate);
    double limit = stableRate + settings.getMaxErrorRate();
    boolean enough = candidate.getCalls() >= LEAST_CALLS;
    return reading(
        ERROR_RATE, enough && candidateRate > limit, enough, stableRate, candidateRate, limit);
  }

  private static GuardReading latency(
      String guard,
      RolloutSettings settings,
      VersionEvidence stable,
      Duration ofStable,
      VersionEvidence candidate,
      Duration ofCandidate,
      long leastCalls) {
    double stableSeconds = Durations.toNanos(ofStable) / 1e9;
    double candidateSeconds = Durations.toNanos(ofCandidate) / 1e9;
    double limit =
        Math.max(stableSeconds * settings.getMaxP99Ratio(), stableSeconds + NO_HARM_SECONDS);
    boolean enough = stable.getCalls() >= leastCalls && candidate.getCalls() >= leastCalls;
    return reading(
        guard, enough && candidateSeconds > limit, enough, stableSeconds, candidateSeconds, limit);
  }

  private static GuardReading ratio(
      String guard, boolean enough, double stable, double candidate, double maxRatio) {
    double limit = Math.max(stable, NO_ERROR) * maxRatio;
    // Written so that an error that is no number is a breach.
    return reading(guard, enough && !(candidate <= limit), enough, stable, candidate, limit);
  }

  private static double rate(VersionEvidence version) {
    return version.getCalls() == 0 ? 0 : (double) version.getErrors() / version.getCalls();
  }

  private static GuardReading reading(
      String guard,
      boolean breached,
      boolean enough,
      double stable,
      double candidate,
      double limit) {
    return GuardReading.newBuilder()
        .setGuard(guard)
        .setVerdict(
            breached
                ? GuardVerdict.GUARD_VERDICT_BREACHED
                : enough
                    ? GuardVerdict.GUARD_VERDICT_PASSES
                    : GuardVerdict.GUARD_VERDICT_TOO_LITTLE)
        .setStable(stable)
        .setCandidate(candidate)
        .setLimit(limit)
        .build();
  }
}
