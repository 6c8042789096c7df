package io.twofold.client.cli;

import io.twofold.client.RolloutSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a version is rolled out, as flags. */
final class SettingsOptions {

  @Option(
      names = "--steps",
      paramLabel = "PERCENT",
      split = ",",
      description =
          "The version's share of calls at each step after the shadow, rising"
              + " (server's default: 1,5,25,50,100).")
  private @Nullable List<Double> steps;

  @Option(
      names = "--sample",
      paramLabel = "PERCENT",
      description =
          "The share of calls that are copied to it in the shadow, and whose swaps are looked at"
              + " again (server's default: 5).")
  private @Nullable Double sample;

  @Option(
      names = "--least-time",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "The least time at each step (server's default: 60s).")
  private @Nullable Duration leastTime;

  @Option(
      names = "--least-samples",
      paramLabel = "N",
      description =
          "The least calls of the version at each step; in the shadow, copies"
              + " (server's default: 200).")
  private @Nullable Integer leastSamples;

  @Option(
      names = "--max-error-rate",
      paramLabel = "PART",
      description =
          "The most failed calls, in parts of its calls, beyond the stable version's"
              + " (server's default: 0.01).")
  private @Nullable Double maxErrorRate;

  @Option(
      names = "--max-p99-ratio",
      paramLabel = "RATIO",
      description =
          "The most that its 99th percentile of latency, or its median, may be of the stable"
              + " version's (server's default: 2).")
  private @Nullable Double maxP99Ratio;

  @Option(
      names = "--max-non-finite",
      paramLabel = "N",
      description = "The most outputs that are not finite (server's default: 0).")
  private @Nullable Integer maxNonFinite;

  @Option(
      names = "--max-cycle-ratio",
      paramLabel = "RATIO",
      description =
          "The most that its cycle error may be of the stable version's: how far s and z of a swap"
              + " are from those that it was made of (server's default: 1.5).")
  private @Nullable Double maxCycleRatio;

  @Option(
      names = "--max-reconstruction-ratio",
      paramLabel = "RATIO",
      description =
          "The most that its reconstruction error may be of the stable version's"
              + " (server's default: 1.5).")
  private @Nullable Double maxReconstructionRatio;

  @Option(
      names = "--max-z-leak",
      paramLabel = "PART",
      description =
          "The most z_leak that its scorecard may say: what z tells of the label"
              + " (server's default: 0.25).")
  private @Nullable Double maxZLeak;

  /** What was set. */
  RolloutSettings settings() {
    RolloutSettings settings = RolloutSettings.defaults();
    if (steps != null) {
      settings = settings.steps(steps.stream().map(percent -> percent / 100).toList());
    }
    if (sample != null) {
      settings = settings.sample(sample / 100);
    }
    if (leastTime != null) {
      settings = settings.leastTime(leastTime);
    }
    if (leastSamples != null) {
      settings = settings.leastSamples(leastSamples);
    }
    if (maxErrorRate != null) {
      settings = settings.maxErrorRate(maxErrorRate);
    }
    if (maxP99Ratio != null) {
      settings = settings.maxP99Ratio(maxP99Ratio);
    }
    if (maxNonFinite != null) {
      settings = settings.maxNonFinite(maxNonFinite);
    }
    if (maxCycleRatio != null) {
      settings = settings.maxCycleRatio(maxCycleRatio);
    }
    if (maxReconstructionRatio != null) {
      settings = settings.maxReconstructionRatio(maxReconstructionRatio);
    }
    if (maxZLeak != null) {
      settings = settings.maxZLeak(maxZLeak);
    }
    return settings;
  }
}
