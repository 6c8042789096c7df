package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without dropout, the trainer and the plain loop have the same losses, step by step. */
class EquivalenceTest {

  private static final int BATCH = 32;

  @ParameterizedTest
  @CsvSource({"MLP, 40", "CONV, 4"})
  void theTrainerComputesThePlainLoop(NetKind net, int steps) throws IOException {
    LabelledImages digits = Strokes.generate(steps * BATCH, 1).images();
    TrainConfig config =
        new TrainConfig(1, BATCH, 8, 8, 64, 3, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0, 0, 7);
    List<double[]> plain = new ArrayList<>();
    Engine.getInstance().setRandomSeed(3);
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, sizes(net))) {
      PlainLoop loop = new PlainLoop(config, manager, nets, digits);
      for (int step = 0; step < steps; step++) {
        plain.add(loop.iteration());
      }
    }
    List<double[]> trained = new ArrayList<>();
    Engine.getInstance().setRandomSeed(3);
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, sizes(net))) {
      new Trainer(config, manager, nets, digits).run(new Losses(trained));
    }
    assertThat(trained).hasSize(steps);
    for (int step = 0; step < steps; step++) {
      assertThat(trained.get(step))
          .as("step %d", step)
          .containsExactly(plain.get(step), within(5e-4));
    }
    assertThat(trained.get(steps - 1)[3]).as("it learns").isLessThan(trained.get(0)[3]);
  }

  private static Networks.Sizes sizes(NetKind net) {
    return new Networks.Sizes(new ImageShape(1, 28, 28), 10, 8, 8, 64, 0, 0, net);
  }

  /** The losses of each iteration, from the running means. */
  private record Losses(List<double[]> losses, double[] sums) implements TrainingObserver {

    Losses(List<double[]> losses) {
      this(losses, new double[6]);
    }

    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {
      double[] means = {
        soFar.value("ce_s"),
        soFar.value("ce_x"),
        soFar.value("ce_z"),
        soFar.value("rec_bce"),
        soFar.value("fool"),
        soFar.value("swap_ce")
      };
      double[] last = new double[means.length];
      for (int i = 0; i < means.length; i++) {
        last[i] = means[i] * soFar.iterations() - sums[i];
        sums[i] += last[i];
      }
      losses.add(last);
    }

    @Override
    public void epoch(EpochLine metrics) {}
  }
}
