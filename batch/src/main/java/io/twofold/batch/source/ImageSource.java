package io.twofold.batch.source;

import io.twofold.batch.task.ImageRow;
import io.twofold.codec.bundle.ImageShape;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Images as a dataset.
 *
 * @param path a file or folder, on any file system that Spark reads
 * @param format what it holds; null to find it out from the files' names
 * @param columns where the images are, in Parquet
 * @param shape of the images
 */
public record ImageSource(
    String path, @Nullable SourceFormat format, ImageColumns columns, ImageShape shape) {

  /**
   * The images; nothing is read but what tells where they are.
   *
   * @throws SourceException where there are none of that kind, or IDX files hold others
   */
  public Dataset<ImageRow> open(SparkSession spark) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    InputFolder folder = InputFolder.open(path, hadoop);
    SourceFormat found = format == null ? folder.guess() : format;
    return switch (found) {
      case PARQUET -> ParquetImages.open(spark, folder.path(), columns);
      case IDX -> IdxImages.open(spark, folder.idxFiles(), shape);
      case PNG -> pngFiles(spark, folder);
    };
  }

  private static Dataset<ImageRow> pngFiles(SparkSession spark, InputFolder folder) {
    int rootLength =
        folder.isFile()
            ? folder.path().lastIndexOf('/') + 1
            : folder.path().length() + (folder.path().endsWith("/") ? 0 : 1);
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.[pP][nN][gG]")
        .load(folder.path())
        .select(
            functions.expr("substring(path, %d)".formatted(rootLength + 1)).as("name"),
            functions.col("content").as("image"))
        .as(Encoders.bean(ImageRow.class));
  }
}
