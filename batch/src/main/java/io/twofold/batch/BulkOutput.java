package io.twofold.batch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A folder of Parquet files that appears complete or not at all: it is written beside its place, by
 * Spark's own committer, looked over, and renamed.
 */
public final class BulkOutput {

  /** How many rows without an answer are told by name. */
  private static final int EXAMPLES = 5;

  /** Rows that are tried before a data set is begun. */
  private static final int TRIED = 32;

  /** Parquet looks for values that come again before it writes; in these columns none do. */
  private static final Map<String, String> PLAIN =
      Stream.of("name", "s.list.element", "z.list.element", "x_hat.list.element", "image")
          .collect(
              Collectors.toMap(column -> "parquet.enable.dictionary#" + column, column -> "false"));

  private final FileSystem files;
  private final Path folder;

  private BulkOutput(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * What was written.
   *
   * @param rows all rows
   * @param refused those without an answer
   * @param examples the first of them, as {@code name: reason}
   */
  public record Written(long rows, long refused, List<String> examples) {}

  /**
   * A place for a folder.
   *
   * @throws RefusedException where something is there
   */
  public static BulkOutput at(String path, SparkSession spark) throws IOException {
    Path given = new Path(path);
    FileSystem files = given.getFileSystem(spark.sparkContext().hadoopConfiguration());
    Path folder = files.makeQualified(given);
    if (files.exists(folder)) {
      throw new RefusedException(path + " exists; choose another folder, or remove it");
    }
    return new BulkOutput(files, folder);
  }

  /**
   * Tries the first rows.
   *
   * @throws RefusedException where none of them has an answer, with the first one's reason
   */
  public static void requireSomeAnswer(Dataset<Row> answers) throws RefusedException {
    List<Row> tried = answers.select("name", "error").takeAsList(TRIED);
    if (tried.isEmpty()) {
      throw new RefusedException("there are no images in the input");
    }
    if (tried.stream().noneMatch(row -> row.isNullAt(1))) {
      throw new RefusedException(
          "none of the first %d can be taken; %s".formatted(tried.size(), example(tried.get(0))));
    }
  }

  /**
   * Writes answers.
   *
   * @param mostRefused the largest share of rows without an answer, from 0 to 1
   * @throws RefusedException where more have none, or there are no rows; nothing is left then
   */
  public Written write(Dataset<Row> answers, double mostRefused) throws IOException {
    Path staging =
        new Path(folder.getParent(), "." + folder.getName() + ".staging-" + UUID.randomUUID());
    try {
      answers.write().options(PLAIN).mode(SaveMode.ErrorIfExists).parquet(staging.toString());
      Written written = looked(answers, staging);
      require(written, mostRefused);
      if (!files.rename(staging, folder)) {
        throw new IOException("%s cannot be renamed to %s".formatted(staging, folder));
      }
      return written;
    } finally {
      files.delete(staging, true);
    }
  }

  /** The schema is known, and to have it found would take a job over all files. */
  private static Written looked(Dataset<Row> answers, Path staging) {
    Dataset<Row> written =
        answers
            .sparkSession()
            .read()
            .schema(answers.schema())
            .parquet(staging.toString())
            .select("name", "error");
    Row counts = written.selectExpr("count(1)", "count(error)").head();
    long refused = counts.getLong(1);
    List<String> examples =
        refused == 0
            ? List.of()
            : written.filter("error IS NOT NULL").takeAsList(EXAMPLES).stream()
                .map(BulkOutput::example)
                .toList();
    return new Written(counts.getLong(0), refused, examples);
  }

  private static void require(Written written, double mostRefused) throws RefusedException {
    if (written.rows() == 0) {
      throw new RefusedException("there are no images in the input");
    }
    if (written.refused() > mostRefused * written.rows()) {
      throw new RefusedException(
          "%,d of %,d cannot be taken, more than --max-bad allows: %s"
              .formatted(written.refused(), written.rows(), String.join("; ", written.examples())));
    }
  }

  private static String example(Row row) {
    return row.getString(0) + ": " + row.getString(1);
  }
}
