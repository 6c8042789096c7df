package io.twofold.batch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of this module: {@code ./twofold bulk-encode} and so on. */
@Command(
    name = "./twofold",
    description = "Encodes, decodes and swaps whole data sets on Apache Spark.",
    footer = {
      "  The codes of a folder of PNG files:",
      "    ./twofold bulk-encode --model models/mnist/2 --in photos --out codes",
      "  The same on a cluster:",
      "    spark-submit --master spark://HOST:7077 twofold-batch-spark.jar bulk-encode \\",
      "        --model models/mnist/2 --in hdfs:///photos --out hdfs:///codes",
      "  All options of a command:",
      "    ./twofold bulk-encode --help"
    },
    scope = ScopeType.INHERIT,
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    descriptionHeading = "%n",
    footerHeading = "%nExamples:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the output is complete",
      "1:failed otherwise, as on a file that cannot be read; there is no output",
      "2:the command line is wrong",
      "3:refused: the bundle is broken, the output exists, or the images are not what the model"
          + " takes"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class Main implements Callable<Integer> {

  private static final String LOG_SETTINGS = "log4j2.configurationFile";

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
   * Runs a command and ends the process with its exit code. Spark's own log is off, unless this
   * runs under {@code spark-submit}, which has settings for it.
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    if (!Sessions.isSubmitted() && System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "classpath:io/twofold/batch/cli/quiet-log4j2.properties");
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /**
   * Runs a command.
   *
   * @param out where results go
   * @param err where progress and errors go
   * @return the exit code, as the help lists them
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures();
    return new CommandLine(new Main())
        .addSubcommand(new BulkEncodeCommand())
        .addSubcommand(new BulkDecodeCommand())
        .addSubcommand(new BulkSwapCommand())
        .addSubcommand(new BenchBulkCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
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
