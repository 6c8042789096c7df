package io.twofold.server.cli;

import io.twofold.server.admission.AdmissionLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When calls are refused because of those that are there. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class AdmissionOptions {

  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      defaultValue = "1024",
      description = {
        "The most calls at once; those beyond are refused with RESOURCE_EXHAUSTED.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int maxConcurrency;

  @Option(
      names = "--wait-target",
      paramLabel = "TIME",
      defaultValue = "5ms",
      converter = TimeSpan.class,
      description = {
        "While calls wait longer than this for their batch, on average, fewer are let in at once.",
        "Default: ${DEFAULT-VALUE}"
      })
  private Duration waitTarget;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException where one of them is out of its range
   */
  AdmissionLimits limits() {
    return new AdmissionLimits(maxConcurrency, waitTarget);
  }
}
