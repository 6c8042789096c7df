package io.twofold.client;

import java.time.Duration;
import java.util.List;

/** How a version is rolled out. Immutable; what is not set is the server's default. */
public final class RolloutSettings {

  private static final RolloutSettings DEFAULTS =
      new RolloutSettings(io.twofold.v1.RolloutSettings.getDefaultInstance());

  private final io.twofold.v1.RolloutSettings message;

  private RolloutSettings(io.twofold.v1.RolloutSettings message) {
    this.message = message;
  }

  /** The server's defaults. */
  public static RolloutSettings defaults() {
    return DEFAULTS;
  }

  /** The candidate's share of calls at each step: rising, above 0 up to 1. */
  public RolloutSettings steps(List<Double> shares) {
    return of(message.toBuilder().clearSteps().addAllSteps(shares));
  }

  /** The share of calls that are copied in the shadow and checked; above 0 up to 1. */
  public RolloutSettings sample(double share) {
    return of(message.toBuilder().setSample(share));
  }

  /** The least time at each step, the shadow included. */
  public RolloutSettings leastTime(Duration time) {
    return of(
        message.toBuilder()
            .setLeastTime(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(time.getSeconds())
                    .setNanos(time.getNano())));
  }

  /** The least calls of the candidate at each step; in the shadow, copies. */
  public RolloutSettings leastSamples(int calls) {
    return of(message.toBuilder().setLeastSamples(calls));
  }

  /** The most failed calls, in parts of the candidate's calls, beyond the stable version's. */
  public RolloutSettings maxErrorRate(double rate) {
    return of(message.toBuilder().setMaxErrorRate(rate));
  }

  /** The most that the candidate's 99th percentile, or median, may be of the stable version's. */
  public RolloutSettings maxP99Ratio(double ratio) {
    return of(message.toBuilder().setMaxP99Ratio(ratio));
  }

  /** The most outputs of the candidate that are not finite. */
  public RolloutSettings maxNonFinite(int outputs) {
    return of(message.toBuilder().setMaxNonFinite(outputs));
  }

  /** The most that the candidate's cycle error may be of the stable version's. */
  public RolloutSettings maxCycleRatio(double ratio) {
    return of(message.toBuilder().setMaxCycleRatio(ratio));
  }

  /** The most that the candidate's reconstruction error may be of the stable version's. */
  public RolloutSettings maxReconstructionRatio(double ratio) {
    return of(message.toBuilder().setMaxReconstructionRatio(ratio));
  }

  /** The most z_leak that the candidate's scorecard may say. */
  public RolloutSettings maxZLeak(double leak) {
    return of(message.toBuilder().setMaxZLeak(leak));
  }

  io.twofold.v1.RolloutSettings message() {
    return message;
  }

  private static RolloutSettings of(io.twofold.v1.RolloutSettings.Builder next) {
    return new RolloutSettings(next.build());
  }
}
