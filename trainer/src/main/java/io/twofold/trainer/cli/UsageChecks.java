package io.twofold.trainer.cli;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Values of options that make a command line wrong, with exit code 2. */
record UsageChecks(CommandLine commandLine) {

  void require(boolean holds, String reason) {
    if (!holds) {
      throw new ParameterException(commandLine, reason);
    }
  }

  void requireAtLeast(String flag, int value, int least) {
    require(value >= least, flag + " must be at least " + least + ", not " + value);
  }

  /** What is made of the options; its IllegalArgumentException is the command line's fault. */
  <T> T of(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, String.valueOf(e.getMessage()), e);
    }
  }
}
