package io.twofold.server.rollout;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.twofold.v1.RolloutSettings;
import java.util.List;

/** What a rollout's settings may be, and are where nothing is said. */
final class Settings {

  private static final RolloutSettings DEFAULTS =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.01, 0.05, 0.25, 0.5, 1.0))
          .setSample(0.05)
          .setLeastTime(Durations.fromSeconds(60))
          .setLeastSamples(200)
          .setMaxErrorRate(0.01)
          .setMaxP99Ratio(2)
          .setMaxNonFinite(0)
          .setMaxCycleRatio(1.5)
          .setMaxReconstructionRatio(1.5)
          .setMaxZLeak(0.25)
          .build();

  private static final int MOST_STEPS = 100;
  private static final Duration LONGEST = Durations.fromDays(365);

  private Settings() {}

  /**
   * Complete settings.
   *
   * @param asked what a request sets
   * @throws RolloutException where a value makes no sense
   */
  static RolloutSettings of(RolloutSettings asked) throws RolloutException {
    RolloutSettings.Builder settings = DEFAULTS.toBuilder();
    if (asked.getStepsCount() > 0) {
      settings.clearSteps();
    }
    if (asked.hasLeastTime()) {
      settings.clearLeastTime(); // Else 5 ms would be merged into 60 s.
    }
    RolloutSettings complete = settings.mergeFrom(asked).build();
    requireSteps(complete.getStepsList());
    require(share(complete.getSample()), "settings.sample", "be above 0 and up to 1");
    require(isTime(complete.getLeastTime()), "settings.least_time", "be from 0 to 365 days");
    require(complete.getLeastSamples() >= 0, "settings.least_samples", "be at most 2,147,483,647");
    require(complete.getMaxNonFinite() >= 0, "settings.max_non_finite", "be at most 2,147,483,647");
    require(positive(complete.getMaxP99Ratio()), "settings.max_p99_ratio", "be above 0");
    require(positive(complete.getMaxCycleRatio()), "settings.max_cycle_ratio", "be above 0");
    require(
        positive(complete.getMaxReconstructionRatio()),
        "settings.max_reconstruction_ratio",
        "be above 0");
    require(complete.getMaxErrorRate() >= 0, "settings.max_error_rate", "be 0 or more");
    require(complete.getMaxZLeak() >= 0, "settings.max_z_leak", "be 0 or more");
    return complete;
  }

  private static void requireSteps(List<Double> steps) throws RolloutException {
    require(steps.size() <= MOST_STEPS, "settings.steps", "be 100 at most");
    double before = 0;
    for (double step : steps) {
      require(share(step) && step > before, "settings.steps", "rise, above 0 and up to 1");
      before = step;
    }
  }

  private static boolean isTime(Duration time) {
    return Durations.isValid(time)
        && !Durations.isNegative(time)
        && Durations.compare(time, LONGEST) <= 0;
  }

  private static boolean share(double value) {
    return value > 0 && value <= 1;
  }

  private static boolean positive(double value) {
    return value > 0;
  }

  private static void require(boolean holds, String field, String rule) throws RolloutException {
    if (!holds) {
      throw new RolloutException(
          RolloutException.Kind.INVALID, "%s must %s".formatted(field, rule));
    }
  }
}
