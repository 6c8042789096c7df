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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold bench-train",
      "  ./twofold bench-train --rounds 15 --against 'python3 docs/benchmarks/seed_pytorch.py'"
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

  @Option(
      names = "--against",
      paramLabel = "COMMAND",
      description = {
        "A program to take turns with, round by round, such as docs/benchmarks/seed_pytorch.py: it"
            + " is",
        "given the iterations of a round, plays a round for each line that it reads, and answers"
            + " each",
        "with its iterations a second and its milliseconds of processor time an iteration."
      })
  @Nullable String against;

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
    try (BenchPeer peer = BenchPeer.start(against, iterations);
        NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, recipe.sizes(images))) {
      Engine.getInstance().setRandomSeed((int) recipe.seed());
      Rounds measured = new Rounds(out, peer);
      recipe.training(manager, nets, images).run(measured);
      measured.print();
    }
    return 0;
  }

  /** An epoch is a round; the first one warms up. After each, the peer plays one, too. */
  private static final class Rounds implements TrainingObserver {
    private final PrintWriter out;
    private final BenchPeer peer;
    private final List<BenchRound> ours = new ArrayList<>();
    private final List<BenchRound> theirs = new ArrayList<>();
    private long cpuNanos = processCpuNanos();

    Rounds(PrintWriter out, BenchPeer peer) {
      this.out = out;
      this.peer = peer;
    }

    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine metrics) throws IOException {
      BenchRound own =
          new BenchRound(
              metrics.iterations() / metrics.seconds(),
              (processCpuNanos() - cpuNanos) / 1e6 / metrics.iterations());
      Optional<BenchRound> other = peer.round();
      boolean warmUp = metrics.epoch() == 1;
      String round = warmUp ? "warm-up" : "round " + (metrics.epoch() - 1);
      out.println(round + ": " + own + other.map(one -> "; the other " + one).orElse(""));
      out.flush();
      if (!warmUp) {
        ours.add(own);
        other.ifPresent(theirs::add);
      }
      cpuNanos = processCpuNanos();
    }

    void print() {
      print("iterations/s", ours, BenchRound::perSecond);
      print("ms CPU an iteration", ours, BenchRound::cpuMillis);
      if (!theirs.isEmpty()) {
        print("the other's iterations/s", theirs, BenchRound::perSecond);
        print("the other's ms CPU an iteration", theirs, BenchRound::cpuMillis);
        print("iterations/s ÷ the other's", ratio(BenchRound::perSecond, ours, theirs));
        print(
            "for the same CPU, iterations ÷ the other's",
            ratio(BenchRound::cpuMillis, theirs, ours));
      }
    }

    private void print(String what, List<BenchRound> rounds, ToDoubleFunction<BenchRound> figure) {
      print(what, rounds.stream().mapToDouble(figure).toArray());
    }

    private void print(String what, double[] values) {
      double[] sorted = Arrays.stream(values).sorted().toArray();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: median %.2f, least %.2f, most %.2f",
              what,
              sorted[sorted.length / 2],
              sorted[0],
              sorted[sorted.length - 1]));
    }

    /** Round by round. */
    private static double[] ratio(
        ToDoubleFunction<BenchRound> figure, List<BenchRound> over, List<BenchRound> under) {
      return IntStream.range(0, over.size())
          .mapToDouble(i -> figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i)))
          .toArray();
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
