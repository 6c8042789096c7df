package io.twofold.batch.source;

import io.twofold.batch.task.ImageRow;
import java.util.Arrays;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Images in columns of Parquet files. */
final class ParquetImages {

  private static final String USUAL_NAME = "name";

  private ParquetImages() {}

  static Dataset<ImageRow> open(SparkSession spark, String path, ImageColumns columns)
      throws SourceException {
    Dataset<Row> table = spark.read().parquet(path);
    return table
        .select(name(table, columns.name()).as("name"), binary(table, columns.image()).as("image"))
        .as(Encoders.bean(ImageRow.class));
  }

  /**
   * What each row is called: the column of that name where there is one, else its file and number.
   *
   * @throws SourceException where a column is asked for that is not there
   */
  static Column name(Dataset<Row> table, @Nullable String column) throws SourceException {
    if (column == null && !Arrays.asList(table.columns()).contains(USUAL_NAME)) {
      return functions.concat_ws(
          "#", functions.col("_metadata.file_name"), functions.col("_metadata.row_index"));
    }
    return found(table, column == null ? USUAL_NAME : column).cast("string");
  }

  /**
   * A column of bytes; of a struct with a field {@code bytes}, as data sets of images often have,
   * that field.
   *
   * @throws SourceException where it is not there, or of another type
   */
  static Column binary(Dataset<Row> table, String column) throws SourceException {
    Column found = found(table, column);
    DataType type = table.select(found).schema().apply(0).dataType();
    if (type instanceof StructType struct && Arrays.asList(struct.fieldNames()).contains("bytes")) {
      return binary(table, column + ".bytes");
    }
    if (!(type instanceof BinaryType)) {
      throw new SourceException(
          "the column %s is of type %s; images are BINARY: PNG files, or one byte a value"
              .formatted(column, type.sql()));
    }
    return found;
  }

  /**
   * @throws SourceException where the table has no such column
   */
  static Column found(Dataset<Row> table, String column) throws SourceException {
    Column wanted = functions.col(column);
    try {
      table.select(wanted).schema();
      return wanted;
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      throw new SourceException(
          "there is no column %s, only %s".formatted(column, String.join(", ", table.columns())),
          e);
    }
  }
}
