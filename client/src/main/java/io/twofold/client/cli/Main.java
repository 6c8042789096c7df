package io.twofold.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The client's command line: {@code ./twofold swap}, {@code encode} and so on. */
@Command(
    name = "./twofold",
    description = "Swaps, encodes and decodes images on a Twofold server.",
    footer = {
      "  What the server on this machine serves:",
      "    ./twofold models",
      "  The content of one image in the style of another:",
      "    ./twofold swap --content three.png --style seven.png --out swapped.png",
      "  All options of a command:",
      "    ./twofold swap --help"
    },
    scope = ScopeType.INHERIT,
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    descriptionHeading = "%n",
    footerHeading = "%nExamples:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed otherwise, as on a file that cannot be read or written",
      "2:the command line is wrong",
      "3:the server refused (INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION,"
          + " UNAUTHENTICATED, PERMISSION_DENIED)",
      "4:the server could not be reached or timed out (UNAVAILABLE, DEADLINE_EXCEEDED)"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it.
  private boolean help;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code. The libraries' own log is off: a
   * failure is one line.
   */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /**
   * Runs a command.
   *
   * @param out where results go
   * @param err where errors go, one line each
   * @return the exit code, as the help lists them
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures();
    return new CommandLine(new Main())
        .addSubcommand(new SwapCommand())
        .addSubcommand(new GridCommand())
        .addSubcommand(new EncodeCommand())
        .addSubcommand(new DecodeCommand())
        .addSubcommand(new ModelsCommand())
        .addSubcommand(RolloutCommand.line())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(args);
  }

  /** Without a command: the help, as a usage error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
