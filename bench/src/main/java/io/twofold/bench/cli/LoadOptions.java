package io.twofold.bench.cli;

import io.twofold.bench.load.Mix;
import io.twofold.bench.load.PixelFormat;
import io.twofold.bench.load.Requests;
import io.twofold.bench.load.ServedModel;
import io.twofold.bench.load.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What load is put on the server. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class LoadOptions {

  /** Memory that requests on their way may take. */
  private static final int MOST_OPEN_BYTES = 128 << 20;

  private static final int MOST_OPEN = 4096;
  private static final int LEAST_OPEN = 64;

  @Option(
      names = "--in-flight",
      paramLabel = "N,...",
      split = ",",
      description = {
        "Closed loop: so many calls at a time, each next one when one is answered. One run for each"
            + " number.",
        "Default: 1,8,64; with --overload 8,16,32,64, of which the best counts."
      })
  @Nullable List<Integer> inFlight;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "Open loop: N calls/s at random times (a Poisson process), however the server answers.",
        "Latency counts from when a call was meant to start."
      })
  @Nullable Double rate;

  @Option(
      names = "--max-open",
      paramLabel = "N",
      description = {
        "Open loop: the most calls without an answer. More are not made, and count as failed.",
        "Default: what fits into 128 MiB, from 64 to 4096."
      })
  @Nullable Integer maxOpen;

  @Option(
      names = "--rpc",
      paramLabel = "MIX",
      defaultValue = "swap",
      converter = MixConverter.class,
      description =
          "RPCs and their weights, as in swap=8,encode=1,decode=1. Default: ${DEFAULT-VALUE}")
  Mix mix;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1",
      description = "Images in each call. Default: ${DEFAULT-VALUE}")
  int images;

  @Option(
      names = "--pixels",
      paramLabel = "FORMAT",
      defaultValue = "float32",
      description = "How pixels travel, float32 or uint8. Default: ${DEFAULT-VALUE}")
  PixelFormat pixels;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "1",
      description = "Connections that the calls are spread over. Default: ${DEFAULT-VALUE}")
  int channels;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the noise that is sent and of the arrivals. Default: ${DEFAULT-VALUE}")
  long seed;

  /** The requests that the options describe. */
  Workload workload(ServedModel model) {
    return new Requests(model, images, pixels, seed).workload(mix);
  }

  int maxOpen(Workload workload) {
    if (maxOpen != null) {
      return maxOpen;
    }
    int fitting = MOST_OPEN_BYTES / Math.max(1, workload.maxRequestBytes());
    return Math.max(LEAST_OPEN, Math.min(MOST_OPEN, fitting));
  }

  /** Reads a mix. */
  static final class MixConverter implements ITypeConverter<Mix> {
    @Override
    public Mix convert(String value) {
      try {
        return Mix.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
