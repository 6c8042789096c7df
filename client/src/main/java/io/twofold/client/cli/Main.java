package io.twofold.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The client's commands. */
@Command(
    name = "./twofold",
    subcommands = {
      SwapCommand.class,
      GridCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      ModelsCommand.class
    },
    description = "Encodes, decodes and swaps images on a Twofold server.")
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
   * @return an {@link ExitCodes exit code}
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out).setErr(err);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> ExitCodes.report(failure, command.getErr()));
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
