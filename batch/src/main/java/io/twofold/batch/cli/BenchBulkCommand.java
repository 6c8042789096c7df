package io.twofold.batch.cli;

import com.sun.management.OperatingSystemMXBean;
import io.twofold.batch.BulkCodec;
import io.twofold.batch.BulkOutput;
import io.twofold.batch.source.ImageColumns;
import io.twofold.batch.source.ImageSource;
import io.twofold.batch.source.SourceFormat;
import io.twofold.codec.Codec;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold bench-bulk}. */
@Command(
    name = "bench-bulk",
    description = {
      "Compares bulk-encode with what the model itself costs, in turns, on this machine: images a",
      "second from Parquet to Parquet on N threads, and of ONNX Runtime alone, on one thread and",
      "on N, over buffers that are already full.",
      "The images are noise of one byte a value."
    },
    footer = "    ./twofold bench-bulk --model models/mnist/2")
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BenchBulkCommand implements Callable<Integer> {

  private static final Duration TURN = Duration.ofSeconds(3);

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The version's folder.")
  Path model;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "400000",
      description = "Images in a round. Default: ${DEFAULT-VALUE}.")
  int images;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds to time, after one that warms up. Default: ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Tasks at a time. Default: one for each processor.")
  int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "" + BulkCodec.BATCH,
      description = "Images in one run of a graph. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Override
  public Integer call() throws IOException {
    int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    Path folder = Files.createTempDirectory("twofold-bench-bulk-");
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofAll = new ArrayList<>();
    List<Double> ofCpu = new ArrayList<>();
    try (SparkSession spark = Sessions.open(spec.name(), used);
        Codec codec = Codec.open(model)) {
      noise(spark, codec.shape().size(), used, folder.resolve("in"));
      InProcess alone = new InProcess(codec, batch);
      for (int round = 0; round <= rounds; round++) {
        InProcess.Speed one = alone.measure(1, TURN);
        InProcess.Speed all = alone.measure(used, TURN);
        InProcess.Speed bulk = bulk(spark, folder, round);
        if (round > 0) {
          ofOne.add(bulk.perSecond() / (one.perSecond() * used));
          ofAll.add(bulk.perSecond() / all.perSecond());
          ofCpu.add(all.cpuMicros() / bulk.cpuMicros());
        }
        print(
            "%s: bulk-encode %,.0f images/s, %.1f µs of CPU an image; ONNX Runtime %,.0f on 1 thread, %,.0f on %d, %.1f µs"
                .formatted(
                    round == 0 ? "warm-up" : "round " + round,
                    bulk.perSecond(),
                    bulk.cpuMicros(),
                    one.perSecond(),
                    all.perSecond(),
                    used,
                    all.cpuMicros()));
      }
    } finally {
      delete(folder);
    }
    print(
        "images/s ÷ (ONNX Runtime's on 1 thread x %d), median: %.2f"
            .formatted(used, median(ofOne)));
    print(
        "images/s ÷ ONNX Runtime's on %d threads at once, median: %.2f"
            .formatted(used, median(ofAll)));
    print("ONNX Runtime's CPU ÷ bulk-encode's, an image, median: %.2f".formatted(median(ofCpu)));
    return ExitCode.OK;
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** From reading the first image to the output's being complete; all of the process's CPU. */
  private InProcess.Speed bulk(SparkSession spark, Path folder, int round) throws IOException {
    long cpu = cpuNanos();
    long began = System.nanoTime();
    BulkCodec codec = BulkCodec.open(spark, model, batch);
    BulkOutput output = BulkOutput.at(folder.resolve("out-" + round).toString(), spark);
    ImageSource source =
        new ImageSource(
            folder.resolve("in").toString(),
            SourceFormat.PARQUET,
            ImageColumns.USUAL,
            codec.shape());
    output.write(codec.encode(source.open(spark)), 0);
    return new InProcess.Speed(
        images / ((System.nanoTime() - began) / 1e9), (cpuNanos() - cpu) / 1e3 / images);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void noise(SparkSession spark, int size, int used, Path to) {
    spark
        .range(0, images, 1, 4 * used)
        .select(
            functions.concat(functions.lit("image "), functions.col("id")).as("name"),
            functions
                .expr(
                    "substring(unhex(repeat(sha2(string(id), 512), %d)), 1, %d)"
                        .formatted(size / 64 + 1, size))
                .as("image"))
        .write()
        .parquet(to.toString());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
