package io.twofold.batch.cli;

import io.twofold.batch.BulkCodec;
import io.twofold.batch.BulkOutput;
import io.twofold.bundle.v1.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;

/** A command's way from its options to its output. */
final class BulkRun {

  /** What a command makes of its input. */
  @FunctionalInterface
  interface Work {
    Dataset<Row> answers(SparkSession spark, BulkCodec codec) throws IOException;
  }

  private final CommandSpec spec;
  private final JobOptions options;

  BulkRun(CommandSpec spec, JobOptions options) {
    this.spec = spec;
    this.options = options;
  }

  /** Runs the work, and says what came of it. */
  int run(Work work) throws IOException {
    options.check();
    try (SparkSession spark = Sessions.open(spec.name(), options.threads)) {
      BulkOutput output = BulkOutput.at(options.out, spark);
      BulkCodec codec = BulkCodec.open(spark, options.model, options.batch);
      Dataset<Row> answers = work.answers(spark, codec);
      BulkOutput.requireSomeAnswer(answers);
      long began = System.nanoTime();
      Progress progress = Progress.start(spark, spec.commandLine().getErr());
      BulkOutput.Written written;
      try {
        written = output.write(answers, options.maxBad);
      } finally {
        progress.stop();
      }
      report(codec.manifest(), written, (System.nanoTime() - began) / 1e9);
    }
    return ExitCode.OK;
  }

  private void report(Manifest manifest, BulkOutput.Written written, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %,d images by %s %d in %.1f s, %,.0f a second"
            .formatted(
                options.out,
                written.rows(),
                manifest.getModel(),
                manifest.getVersion(),
                seconds,
                written.rows() / seconds));
    if (written.refused() > 0) {
      out.println(
          "%,d could not be taken; the column error says why:".formatted(written.refused()));
      written.examples().forEach(example -> out.println("  " + example));
    }
    out.flush();
  }
}
