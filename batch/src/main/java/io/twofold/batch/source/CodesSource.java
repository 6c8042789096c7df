package io.twofold.batch.source;

import io.twofold.batch.task.CodesRow;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/**
 * Codes in Parquet files, as encoding writes them: columns {@code s} and {@code z}, arrays of
 * numbers, and {@code latent_space}, which may be missing.
 *
 * @param path a file or folder, on any file system that Spark reads
 * @param name the column that says what each image is called; null for {@code name}, and for its
 *     file and row where there is none
 */
public record CodesSource(String path, @Nullable String name) {

  private static final String LATENT_SPACE = "latent_space";
  private static final String ERROR = "error";

  /**
   * The codes. Rows of images that could not be encoded are left out.
   *
   * @throws SourceException where there are none
   */
  public Dataset<CodesRow> open(SparkSession spark) throws IOException {
    InputFolder folder = InputFolder.open(path, spark.sparkContext().hadoopConfiguration());
    if (!folder.isFile() && folder.guess() != SourceFormat.PARQUET) {
      throw new SourceException(path + " holds no Parquet files; codes are read from Parquet");
    }
    Dataset<Row> table = spark.read().parquet(folder.path());
    Dataset<Row> encoded = has(table, ERROR) ? table.filter("error IS NULL") : table;
    return encoded
        .select(
            ParquetImages.name(table, name).as("name"),
            floats(table, "s").as("s"),
            floats(table, "z").as("z"),
            optional(table, LATENT_SPACE).as("latentSpace"),
            functions.lit(null).cast("string").as(ERROR))
        .as(Encoders.bean(CodesRow.class));
  }

  /** A column of numbers; null where one of them is. */
  private static Column floats(Dataset<Row> table, String column) throws SourceException {
    DataType type = table.select(ParquetImages.found(table, column)).schema().apply(0).dataType();
    if (!(type instanceof ArrayType array && array.elementType() instanceof NumericType)) {
      throw new SourceException(
          "the column %s is of type %s; a code is ARRAY<FLOAT>".formatted(column, type.sql()));
    }
    return functions.expr(
        "CASE WHEN exists(%1$s, v -> v IS NULL) THEN NULL ELSE CAST(%1$s AS ARRAY<FLOAT>) END"
            .formatted(column));
  }

  private static Column optional(Dataset<Row> table, String column) {
    return (has(table, column) ? functions.col(column) : functions.lit(null)).cast("string");
  }

  private static boolean has(Dataset<Row> table, String column) {
    return Arrays.asList(table.columns()).contains(column);
  }
}
