package io.twofold.trainer.cli;

import io.twofold.trainer.TrainingRun;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.run.RunConfig;
import io.twofold.trainer.train.Recipe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a run's folder keeps of the command that started it. */
final class RunConfigs {

  /** Options that name the run itself, or stand in a place of their own. */
  private static final Set<String> APART = Set.of("run-dir", "resume", "recipe", "model", "help");

  private RunConfigs() {}

  static RunConfig of(
      Recipe config, Dataset data, String model, CommandLine commandLine, Clock clock) {
    return new RunConfig(
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        model,
        config.name(),
        config.toMap(),
        data.settings(),
        data.train().sha256(),
        flags(commandLine, config.toMap(), data.settings()),
        TrainingRun.libraries());
  }

  /** Every option that was given and is neither the recipe's nor the data's; paths made whole. */
  private static Map<String, String> flags(
      CommandLine commandLine, Map<String, String> recipe, Map<String, String> data) {
    Map<String, String> flags = new TreeMap<>();
    for (OptionSpec option : commandLine.getCommandSpec().options()) {
      String name = option.longestName().replaceFirst("^--", "");
      Object value = option.getValue();
      boolean given =
          commandLine.getParseResult().hasMatchedOption(option) || name.equals("repository");
      if (given
          && value != null
          && !APART.contains(name)
          && !recipe.containsKey(name)
          && !data.containsKey(name)) {
        flags.put(
            name, value instanceof Path path ? path.toAbsolutePath().toString() : value.toString());
      }
    }
    return flags;
  }
}
