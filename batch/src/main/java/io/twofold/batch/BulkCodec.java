package io.twofold.batch;

import io.twofold.batch.model.BundleArchive;
import io.twofold.batch.task.CodesRow;
import io.twofold.batch.task.DecodeTask;
import io.twofold.batch.task.EncodeTask;
import io.twofold.batch.task.ImageRow;
import io.twofold.batch.task.PairRow;
import io.twofold.batch.task.PixelFormat;
import io.twofold.batch.task.RebuiltRow;
import io.twofold.batch.task.SwapTask;
import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;

/**
 * One version of a model on a Spark cluster: encodes, decodes and swaps datasets.
 *
 * <p>The bundle is broadcast. Each executor verifies and opens it once; each of its tasks runs
 * batches through the shared sessions, one thread a task. Every row of the input has one row in the
 * answer, in which {@code error} says why there is no other value, and the columns {@code model},
 * {@code version}, {@code latent_space} and {@code bundle_sha256} say what made it.
 *
 * <pre>{@code
 * BulkCodec codec = BulkCodec.open(spark, Path.of("models/mnist/2"), BulkCodec.BATCH);
 * codec.encode(images).write().parquet("codes");
 * }</pre>
 */
public final class BulkCodec {

  /** The usual number of images in one run of a graph. */
  public static final int BATCH = 256;

  /** The name of the accumulator that counts rows as they are answered. */
  public static final String DONE = "twofold rows";

  private static final String ERROR = "error";

  private final Manifest manifest;
  private final ImageShape shape;
  private final String sha256;
  private final Broadcast<BundleArchive> bundle;
  private final int batchSize;
  private final LongAccumulator done;

  private BulkCodec(
      Manifest manifest,
      ImageShape shape,
      String sha256,
      Broadcast<BundleArchive> bundle,
      int batchSize,
      LongAccumulator done) {
    this.manifest = manifest;
    this.shape = shape;
    this.sha256 = sha256;
    this.bundle = bundle;
    this.batchSize = batchSize;
    this.done = done;
  }

  /**
   * Verifies a bundle on this machine and sends it to the executors.
   *
   * @param folder the version's folder, for example {@code models/mnist/2}
   * @param batchSize the most images in one run of a graph; fewer where images are large
   * @throws io.twofold.codec.bundle.BundleException where the bundle is broken, with the reason
   * @throws IOException where it cannot be read
   */
  public static BulkCodec open(SparkSession spark, Path folder, int batchSize) throws IOException {
    Bundle bundle = Bundle.read(folder);
    BundleArchive archive = BundleArchive.pack(bundle);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new BulkCodec(
        bundle.manifest(),
        bundle.shape(),
        archive.sha256(),
        context.broadcast(archive),
        batchSize,
        spark.sparkContext().longAccumulator(DONE));
  }

  /** The bundle's manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** The shape of the images that the version takes and gives. */
  public ImageShape shape() {
    return shape;
  }

  /** Images to codes: columns {@code name}, {@code s}, {@code z} and {@code error}. */
  public Dataset<Row> encode(Dataset<ImageRow> images) {
    return withOrigin(
        images.mapPartitions(
            new EncodeTask(bundle, batchSize, done), Encoders.bean(CodesRow.class)),
        List.of(functions.col("name"), functions.col("s"), functions.col("z")));
  }

  /**
   * Codes to images: columns {@code name}, {@code image} or {@code x_hat}, and {@code error}. Codes
   * of another latent space are refused.
   */
  public Dataset<Row> decode(Dataset<CodesRow> codes, PixelFormat format) {
    return withOrigin(
        codes.mapPartitions(
            new DecodeTask(bundle, batchSize, done, format), Encoders.bean(RebuiltRow.class)),
        rebuilt(format));
  }

  /**
   * Contents in the style of other images: columns {@code name}, {@code image} or {@code x_hat},
   * and {@code error}.
   */
  public Dataset<Row> swap(Dataset<PairRow> pairs, PixelFormat format) {
    return withOrigin(
        pairs.mapPartitions(
            new SwapTask(bundle, batchSize, done, format), Encoders.bean(RebuiltRow.class)),
        rebuilt(format));
  }

  private static List<Column> rebuilt(PixelFormat format) {
    Column pixels =
        format == PixelFormat.FLOAT32
            ? functions.col("pixels").as("x_hat")
            : functions.col("image");
    return List.of(functions.col("name"), pixels);
  }

  private Dataset<Row> withOrigin(Dataset<?> answers, List<Column> values) {
    List<Column> columns = new ArrayList<>(values);
    columns.add(functions.col(ERROR));
    columns.add(functions.lit(manifest.getModel()).as("model"));
    columns.add(functions.lit(manifest.getVersion()).as("version"));
    columns.add(functions.lit(manifest.getLatentSpace()).as("latent_space"));
    columns.add(functions.lit(sha256).as("bundle_sha256"));
    return answers.select(columns.toArray(Column[]::new));
  }
}
