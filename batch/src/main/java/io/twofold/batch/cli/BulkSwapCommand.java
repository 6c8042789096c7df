package io.twofold.batch.cli;

import io.twofold.batch.source.PairSource;
import io.twofold.batch.task.ImageRow;
import io.twofold.batch.task.PairRow;
import io.twofold.codec.bundle.ImageShape;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold bulk-swap}. */
@Command(
    name = "bulk-swap",
    description = {
      "Rebuilds images in the style of others, and writes them to Parquet: columns name, image",
      "(or x_hat) and error, and model, version, latent_space and bundle_sha256.",
      "",
      "With --style FILE.png, all images of --in get the style of that one. With --style PATH,",
      "each gets the style of the image of the same name there. Without --style, --in is Parquet",
      "with a column of contents (--image-column) and one of styles (--style-column)."
    },
    footer = {
      "    ./twofold bulk-swap --model models/mnist/2 --in photos --style seven.png --out swapped",
      "    ./twofold bulk-swap --model models/mnist/2 --in photos --style others --out swapped",
      "    ./twofold bulk-swap --model models/mnist/2 --in pairs.parquet --out swapped"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BulkSwapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;
  @Mixin private ImageOptions images;
  @Mixin private PixelOption pixels;

  @Option(
      names = "--style",
      paramLabel = "PATH",
      description = "One PNG file for all, or a data set whose names are those of --in.")
  @Nullable String style;

  @Option(
      names = "--style-column",
      paramLabel = "NAME",
      defaultValue = "style",
      description = "Without --style, the column of styles. Default: ${DEFAULT-VALUE}.")
  String styleColumn;

  @Override
  public Integer call() throws IOException {
    return new BulkRun(spec, job)
        .run((spark, codec) -> codec.swap(pairs(spark, codec.shape()), pixels.format));
  }

  private Dataset<PairRow> pairs(SparkSession spark, ImageShape shape) throws IOException {
    if (style == null) {
      return PairSource.columns(spark, job.in, images.imageColumn, styleColumn, job.nameColumn);
    }
    Dataset<ImageRow> contents = images.source(job.in, job.nameColumn, shape).open(spark);
    if (PairSource.isPngFile(style)) {
      return PairSource.oneStyle(spark, contents, style);
    }
    return PairSource.byName(contents, images.source(style, job.nameColumn, shape).open(spark));
  }
}
