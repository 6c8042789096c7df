package io.twofold.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Rolls a version out, and back: the commands for administrators. */
@Command(
    name = RolloutCommand.NAME,
    description = {
      "Rolls a version of a model out, step by step, and back where a guard is breached.",
      "For administrators: a server that asks for tokens asks for one with admin rights."
    },
    footer = {
      "  Version 3, with the server's own steps and guards; follow it to its end:",
      "    ./twofold rollout start 3 --watch",
      "  Where it stands, its guards and what it waits for:",
      "    ./twofold rollout status",
      "  Back to what served before, at once:",
      "    ./twofold rollout rollback --reason \"sevens look like ones\""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class RolloutCommand implements Callable<Integer> {

  static final String NAME = "rollout";

  @Spec private CommandSpec spec;

  /** The command with all of its own. */
  static CommandLine line() {
    return new CommandLine(new RolloutCommand())
        .addSubcommand(new RolloutStart())
        .addSubcommand(new RolloutReading.Status())
        .addSubcommand(new RolloutReading.Watch())
        .addSubcommand(new RolloutChanges.Promote())
        .addSubcommand(new RolloutChanges.Pause())
        .addSubcommand(new RolloutChanges.Resume())
        .addSubcommand(new RolloutChanges.Rollback())
        .addSubcommand(new RolloutChanges.Pin())
        .addSubcommand(new RolloutReading.History());
  }

  /** Without a command: the help, as a usage error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
