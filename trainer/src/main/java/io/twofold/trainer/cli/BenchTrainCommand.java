package io.twofold.trainer.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.train.Recipe;
import io.twofold.trainer.train.TrainingObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold bench-train}. */
@Command(
    name = "bench-train",
    sortOptions = false,
    description = {
      "Measures the training loop of the recipe seed on MNIST's shape: iterations a second, and",
      "processor time, which other work on the machine changes less.",
      "The images are noise, so nothing is downloaded, and nothing is published."
    })
final class BenchTrainCommand implements Callable<Integer> {

  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--iterations",
      defaultValue = "100",
      paramLabel = "N",
      description = "Iterations in a round. Default: ${DEFAULT-VALUE}.")
  int iterations = 100;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds to time, after one that warms up. Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads to compute with. Default: ${DEFAULT-VALUE}.")
  int threads = 1;

  @Override
  public Integer call() throws IOException {
    UsageChecks usage = new UsageChecks(spec.commandLine());
    usage.requireAtLeast("--iterations", iterations, 1);
    usage.requireAtLeast("--rounds", rounds, 1);
    usage.requireAtLeast("--threads", threads, 1);
    EngineSettings.setThreads(threads);
    PrintWriter out = spec.commandLine().getOut();
    Recipe recipe = recipe(rounds + 1);
    LabelledImages images = noise(iterations * recipe.batch());
    Rounds measured = new Rounds(out);
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, recipe.sizes(images))) {
      Engine.getInstance().setRandomSeed((int) recipe.seed());
      recipe.training(manager, nets, images).run(measured);
    }
    measured.print();
    return 0;
  }

  /** An epoch is a round; the first one warms up. */
  private static final class Rounds implements TrainingObserver {
    private final PrintWriter out;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private long cpuNanos = processCpuNanos();

    Rounds(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine metrics) {
      double rate = metrics.iterations() / metrics.seconds();
      double cpu = (processCpuNanos() - cpuNanos) / 1e6 / metrics.iterations();
      cpuNanos = processCpuNanos();
      String round = "round " + (metrics.epoch() - 1);
      if (metrics.epoch() == 1) {
        round = "warm-up";
      } else {
        perSecond.add(rate);
        cpuMillis.add(cpu);
      }
      out.println(
          String.format(Locale.ROOT, "%s: %.1f it/s, %.2f ms CPU an iteration", round, rate, cpu));
      out.flush();
    }

    void print() {
      print("iterations/s", perSecond);
      print("ms CPU an iteration", cpuMillis);
    }

    private void print(String what, List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: median %.2f, least %.2f, most %.2f",
              what,
              sorted[sorted.length / 2],
              sorted[0],
              sorted[sorted.length - 1]));
    }

    /** The processor time that this process has used, by all of its threads. */
    private static long processCpuNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
  }

  /** The recipe as it is defined, for so many epochs. */
  private static Recipe recipe(int epochs) {
    RecipeOptions options = new RecipeOptions();
    options.recipe = RecipeOptions.Name.SEED;
    options.epochs = epochs;
    return options.toConfig();
  }

  private static LabelledImages noise(int count) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[count * SIDE * SIDE];
    random.nextBytes(pixels);
    return new LabelledImages(
        1,
        SIDE,
        SIDE,
        pixels,
        random.ints(count, 0, CLASSES).toArray(),
        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
  }
}
