package io.twofold.trainer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trainer's commands. */
@Command(
    name = "./twofold",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      SamplesCommand.class,
      TradeoffCommand.class,
      BenchTrainCommand.class
    },
    description = "Trains and judges models that split what an image is from how it looks.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold train                     trains on MNIST and publishes into models/",
      "  ./twofold evaluate models/mnist/2   measures what was published",
      "  ./twofold train --help              every option of a command"
    })
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  private Main() {}

  /**
   * Runs a command.
   *
   * @return 0 when all went well, 1 when it failed, 2 when the command line was wrong
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    EngineSettings.apply();
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out).setErr(err);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!Failures.isExpected(failure)) {
            throw failure;
          }
          command.getErr().println("twofold: " + Failures.describe(failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    int exitCode = commandLine.execute(args);
    out.flush();
    err.flush();
    return exitCode;
  }

  public static void main(String[] args) {
    System.exit(
        run(
            args,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }
}
