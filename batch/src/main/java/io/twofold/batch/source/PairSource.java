package io.twofold.batch.source;

import io.twofold.batch.task.ImageRow;
import io.twofold.batch.task.PairRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Pairs of contents and styles as a dataset. */
public final class PairSource {

  private PairSource() {}

  /**
   * Pairs that stand side by side in Parquet files.
   *
   * @param content the column of contents
   * @param style the column of styles
   * @param name what each pair is called; null to call it by its file and row
   * @throws SourceException where there are no such columns
   */
  public static Dataset<PairRow> columns(
      SparkSession spark, String path, String content, String style, @Nullable String name)
      throws IOException {
    InputFolder folder = InputFolder.open(path, spark.sparkContext().hadoopConfiguration());
    Dataset<Row> table = spark.read().parquet(folder.path());
    return pairs(
        table.select(
            ParquetImages.name(table, name).as("name"),
            ParquetImages.binary(table, content).as("content"),
            ParquetImages.binary(table, style).as("style")));
  }

  /** Each image in the style of one PNG file. */
  public static Dataset<PairRow> oneStyle(
      SparkSession spark, Dataset<ImageRow> contents, String pngFile) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Path path = new Path(pngFile);
    byte[] style;
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      style = in.readAllBytes();
    }
    return pairs(contents(contents, functions.lit(style)));
  }

  /** Each image in the style of the one of the same name; where there is none, it is refused. */
  public static Dataset<PairRow> byName(Dataset<ImageRow> contents, Dataset<ImageRow> styles) {
    Dataset<Row> named =
        styles.toDF().select(functions.col("name"), functions.col("image").as("style"));
    return pairs(
        contents
            .toDF()
            .join(named, "name", "left_outer")
            .select("name", "image", "style")
            .withColumnRenamed("image", "content"));
  }

  /** Whether a path is a single PNG file, by its name. */
  public static boolean isPngFile(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private static Dataset<Row> contents(Dataset<ImageRow> images, Column style) {
    return images
        .toDF()
        .select(functions.col("name"), functions.col("image").as("content"), style.as("style"));
  }

  private static Dataset<PairRow> pairs(Dataset<Row> rows) {
    return rows.as(Encoders.bean(PairRow.class));
  }
}
