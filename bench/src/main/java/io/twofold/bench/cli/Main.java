package io.twofold.bench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of this module: {@code ./twofold bench}. */
@Command(name = "./twofold", description = "Puts load on a server.")
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the process with its exit code. The libraries' own log is off: a
   * failure is one line.
   */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /**
   * Runs the command.
   *
   * @param out where results go
   * @param err where progress and errors go
   * @return the exit code, as the help lists them
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures();
    return new CommandLine(new Main())
        .addSubcommand(new BenchCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(args);
  }
}
