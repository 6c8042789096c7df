package io.twofold.batch.cli;

import io.twofold.batch.BulkCodec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of each command. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class JobOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The version's folder on this machine, as in models/mnist/2.")
  Path model;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "PATH",
      description = "What to read: a file or folder, on any file system that Spark reads.")
  String in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A folder of Parquet files to make; it appears when it is complete.")
  String out;

  @Option(
      names = "--name-column",
      paramLabel = "NAME",
      description = "In Parquet, what each row is called. Default: name; without it, FILE#ROW is.")
  @Nullable String nameColumn;

  @Option(
      names = "--max-bad",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "The share of rows that may be bad; each has its reason in the column error. Default:"
              + " ${DEFAULT-VALUE}.")
  double maxBad;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "" + BulkCodec.BATCH,
      description = "Images in one run of a graph. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Tasks at a time on this machine. Default: one for each processor.")
  int threads;

  /**
   * @throws ParameterException where a value is out of its range
   */
  void check() {
    require(maxBad >= 0 && maxBad <= 1, "--max-bad must be from 0 to 1, not " + maxBad);
    require(batch >= 1 && batch <= 1 << 16, "--batch must be from 1 to 65536, not " + batch);
    require(threads >= 0, "--threads must be at least 1, not " + threads);
    require(
        threads == 0 || !Sessions.isSubmitted(),
        "--threads is for this machine alone; under spark-submit, use --executor-cores");
  }

  private void require(boolean right, String message) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
