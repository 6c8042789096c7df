package io.twofold.batch.source;

import io.twofold.batch.task.ImageRow;
import io.twofold.codec.bundle.ImageShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Images of IDX files, called {@code FILE#NUMBER}. Plain files are read in parts, in parallel; each
 * task of a gzipped one unpacks it from the start.
 */
final class IdxImages {

  private static final int TASKS_A_CORE = 4;
  private static final int LEAST_IMAGES = 4096;
  private static final int MOST_BYTES = 64 << 20;

  private IdxImages() {}

  /**
   * The images of files.
   *
   * @throws SourceException where a file is broken, or holds images of another shape
   */
  static Dataset<ImageRow> open(SparkSession spark, List<FileStatus> files, ImageShape shape)
      throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    int cores = spark.sparkContext().defaultParallelism();
    List<IdxRange> ranges = new ArrayList<>();
    for (FileStatus file : files) {
      ranges.addAll(ranges(file, shape, cores, hadoop));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> settings =
        context.broadcast(new SerializableConfiguration(hadoop));
    FlatMapFunction<IdxRange, ImageRow> read = range -> read(range, settings.value().value());
    return spark.createDataset(
        context.parallelize(ranges, ranges.size()).flatMap(read).rdd(),
        Encoders.bean(ImageRow.class));
  }

  private static Iterator<ImageRow> read(IdxRange range, Configuration hadoop) throws IOException {
    IdxRange.Images images = range.read(hadoop);
    TaskCompletionListener close = context -> closed(images);
    TaskContext.get().addTaskCompletionListener(close);
    return images;
  }

  private static void closed(IdxRange.Images images) {
    try {
      images.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<IdxRange> ranges(
      FileStatus file, ImageShape shape, int cores, Configuration hadoop) throws IOException {
    String path = file.getPath().toString();
    boolean gzipped;
    IdxHeader header;
    try (InputStream raw = file.getPath().getFileSystem(hadoop).open(file.getPath());
        BufferedInputStream start = new BufferedInputStream(raw)) {
      gzipped = isGzipped(start);
      InputStream plain = gzipped ? new GZIPInputStream(start) : start;
      header = IdxHeader.read(path, shape, new DataInputStream(plain));
    }
    long bytes = header.offset() + (long) header.count() * header.imageBytes();
    if (!gzipped && file.getLen() != bytes) {
      throw new SourceException(
          "%s is truncated or too long: its header needs %d bytes, it has %d"
              .formatted(path, bytes, file.getLen()));
    }
    int each = gzipped ? header.count() / cores + 1 : imagesATask(header, cores);
    List<IdxRange> ranges = new ArrayList<>();
    for (int first = 0; first < header.count(); first += each) {
      ranges.add(
          new IdxRange(path, header, gzipped, first, Math.min(each, header.count() - first)));
    }
    return ranges;
  }

  private static int imagesATask(IdxHeader header, int cores) {
    int even = header.count() / (cores * TASKS_A_CORE) + 1;
    int most = Math.max(1, MOST_BYTES / header.imageBytes());
    return Math.min(Math.max(even, LEAST_IMAGES), most);
  }

  private static boolean isGzipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzipped;
  }
}
