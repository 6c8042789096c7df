package io.twofold.batch.cli;

import io.twofold.batch.source.CodesSource;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./twofold bulk-decode}. */
@Command(
    name = "bulk-decode",
    description = {
      "Writes the images of codes to Parquet: columns name, image (or x_hat) and error, and",
      "model, version, latent_space and bundle_sha256, which say what made them.",
      "",
      "Codes are read from Parquet as bulk-encode writes them: columns s and z, arrays of numbers.",
      "Where there is a column latent_space, codes of another training run are refused."
    },
    footer = {
      "    ./twofold bulk-decode --model models/mnist/2 --in codes --out rebuilt",
      "    ./twofold bulk-decode --model models/mnist/2 --in codes --out rebuilt --pixels float32"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BulkDecodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;
  @Mixin private PixelOption pixels;

  @Override
  public Integer call() throws IOException {
    return new BulkRun(spec, job)
        .run(
            (spark, codec) ->
                codec.decode(new CodesSource(job.in, job.nameColumn).open(spark), pixels.format));
  }
}
