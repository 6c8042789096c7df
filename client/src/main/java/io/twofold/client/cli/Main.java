package io.twofold.client.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
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
      "4:the server could not be reached or timed out (UNAVAILABLE, DEADLINE_EXCEEDED)",
      "6:some images could not be used and were left out; the rest is done"
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

  @Option(
      names = OutputStyle.OPTION,
      paramLabel = "STYLE",
      scope = ScopeType.INHERIT,
      description =
          "text, lines for people, or json, for scripts: results as JSON on standard output,"
              + " errors as JSON on standard error (default: text).")
  private OutputStyle output = OutputStyle.TEXT;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code. The libraries' own log is off: a
   * failure is one line.
   */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    System.setProperty("java.awt.headless", "true");
    System.exit(
        run(
            args,
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err)));
  }

  /**
   * Runs a command.
   *
   * @param in where {@code -} is read from
   * @param out where results go
   * @param err where errors go, one line each, and progress
   * @return the exit code, as the help lists them
   */
  public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
    Failures failures = new Failures();
    Standard standard = new Standard(in, out);
    return new CommandLine(new Main())
        .addSubcommand(new SwapCommand(standard))
        .addSubcommand(new InterpolateCommand(standard))
        .addSubcommand(new GridCommand(standard))
        .addSubcommand(new EncodeCommand(standard))
        .addSubcommand(new DecodeCommand(standard))
        .addSubcommand(new ModelsCommand())
        .addSubcommand(new HealthCommand())
        .addSubcommand(RolloutCommand.line())
        .addSubcommand(new CompletionCommand())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(args);
  }

  OutputStyle output() {
    return output;
  }

  /** Without a command: the help, as a usage error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
