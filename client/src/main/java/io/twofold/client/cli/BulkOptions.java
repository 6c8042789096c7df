package io.twofold.client.cli;

import io.twofold.client.cli.bulk.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How long runs go on and show themselves. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BulkOptions {

  /** Columns of the terminal that error output goes to; the launcher sets it. */
  private static final String COLUMNS_PROPERTY = "twofold.columns";

  /** Images in a call. */
  static final int BATCH = 64;

  /** Bytes of images in a call, but for the last of them. */
  static final int BATCH_BYTES = 2 << 20;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--restart",
      description =
          "Start over where an earlier run was interrupted (default: go on where it was).")
  private boolean restart;

  /** Columns of the terminal that error output goes to; 0 where it goes elsewhere. */
  static int terminalColumns() {
    return Integer.getInteger(COLUMNS_PROPERTY, 0);
  }

  boolean restart() {
    return restart;
  }

  /**
   * Progress on standard error.
   *
   * @param unit what is counted
   * @param total how many there are
   * @param done how many are done already
   */
  Progress progress(String unit, long total, long done) {
    int columns = terminalColumns();
    Progress.Style style =
        OutputStyle.of(spec) == OutputStyle.JSON
            ? Progress.Style.SILENT
            : columns > 0 ? Progress.Style.TERMINAL : Progress.Style.LINES;
    return new Progress(
        spec.commandLine().getErr(), style, columns, unit, total, done, System::nanoTime);
  }
}
