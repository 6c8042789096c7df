package io.twofold.trainer.cli;

import io.twofold.trainer.run.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command that a run was started with, read again from the run's folder. */
final class ResumedTraining {

  private ResumedTraining() {}

  /**
   * The command, with the run's options and then those that were typed beside {@code --resume}.
   *
   * @param typed the command line that asks to go on
   */
  static TrainCommand command(Path folder, CommandLine typed) throws IOException {
    List<String> arguments = new ArrayList<>(RunConfig.read(folder).arguments());
    for (OptionSpec option : typed.getParseResult().matchedOptions()) {
      if (!option.longestName().equals("--resume")) {
        option.stringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
      }
    }
    TrainCommand command = new TrainCommand();
    CommandLine commandLine = new CommandLine(command);
    commandLine.setOut(typed.getOut()).setErr(typed.getErr());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.parseArgs(arguments.toArray(String[]::new));
    return command;
  }
}
