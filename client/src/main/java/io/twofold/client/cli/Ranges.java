package io.twofold.client.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Numbers that options take. */
final class Ranges {

  private Ranges() {}

  /**
   * Does nothing where a value is in its range.
   *
   * @throws ParameterException where it is not
   */
  static void require(CommandSpec spec, String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d to %d, not %d".formatted(option, min, max, value));
    }
  }
}
