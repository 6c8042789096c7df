package io.twofold.batch.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./twofold bulk-encode}. */
@Command(
    name = "bulk-encode",
    description = {
      "Writes the codes of a data set to Parquet: columns name, s, z and error, and model,",
      "version, latent_space and bundle_sha256, which say what made them.",
      "",
      "An image has the model's height and width. It is a PNG file, or one byte a value, channel",
      "by channel, row by row."
    },
    footer = {
      "  A folder of PNG files:",
      "    ./twofold bulk-encode --model models/mnist/2 --in photos --out codes",
      "  A column of Parquet files, or MNIST's own files:",
      "    ./twofold bulk-encode --model models/mnist/2 --in train.parquet --image-column png --out"
          + " codes",
      "    ./twofold bulk-encode --model models/mnist/2 --in t10k-images-idx3-ubyte.gz --out codes"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BulkEncodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;
  @Mixin private ImageOptions images;

  @Override
  public Integer call() throws IOException {
    return new BulkRun(spec, job)
        .run(
            (spark, codec) ->
                codec.encode(images.source(job.in, job.nameColumn, codec.shape()).open(spark)));
  }
}
