package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.trainer.checkpoint.Checkpoint;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StrongTrainerTest {

  private static final LabelledImages DIGITS = Strokes.generate(320, 1).images();
  private static final int EPOCHS = 9;

  @Test
  void everyNetworkLearnsAndTheStagesFollowEachOther() throws IOException {
    List<String> stages = new ArrayList<>();
    List<float[]> start;
    List<float[]> end;
    try (Run run = new Run(config(7))) {
      start = run.weights();
      run.epochs(
          EPOCHS,
          line -> {
            assertThat(line.iterations()).isEqualTo(10);
            assertThat(line.values()).isNotEmpty();
            assertThat(line.values().values()).allMatch(value -> Double.isFinite(value));
            stages.add(line.stage());
          });
      end = run.weights();
    }
    assertThat(stages)
        .containsExactly(
            "content",
            "content",
            "features",
            "density",
            "style",
            "style",
            "settle",
            "settle",
            "settle");
    for (int i = 0; i < start.size(); i++) {
      assertThat(end.get(i)).as("array %d", i).isNotEqualTo(start.get(i));
    }
  }

  @Test
  void whatCarriesTheLabelStaysAsItIsAfterItsStage() throws IOException {
    try (Run run = new Run(config(7))) {
      run.epochs(2, line -> {});
      float[] s = run.nets.encodeS(DIGITS.floats(0, 5));
      run.epochs(EPOCHS, line -> {});
      assertThat(run.nets.encodeS(DIGITS.floats(0, 5))).isEqualTo(s);
    }
  }

  /** The flow's two ways undo each other, for the content that it was told. */
  @Test
  void theFlowIsInvertible() throws IOException {
    try (Run run = new Run(config(7))) {
      run.epochs(EPOCHS, line -> {});
      NDArray features =
          run.manager.create(run.nets.features(DIGITS.slice(0, 50)), new Shape(50, 4));
      NDArray c = run.manager.create(run.nets.contents(DIGITS.slice(0, 50)), new Shape(50, 10));
      StyleFlow flow = Objects.requireNonNull(run.nets.styleMap).flow();
      NDArray z = flow.toStyle(features, c).z();
      float[] back = flow.toFeatures(z, c).toFloatArray();
      float[] there = features.toFloatArray();
      assertThat(z.toFloatArray()).isNotEqualTo(there);
      for (int i = 0; i < there.length; i++) {
        assertThat(back[i]).isCloseTo(there[i], within(1e-4f * Math.max(1, Math.abs(there[i]))));
      }
    }
  }

  @Test
  void aRunThatGoesOnFromACheckpointIsTheRunThatWasNeverStopped() throws IOException {
    for (int stop : List.of(1, 3, 5, 7)) {
      Checkpoint checkpoint;
      List<float[]> whole;
      try (Run run = new Run(config(7))) {
        run.epochs(stop, line -> {});
        CheckpointWriter writer = new CheckpointWriter();
        run.trainer.save(writer);
        checkpoint = writer.toCheckpoint(Map.of());
        run.epochs(EPOCHS, line -> {});
        whole = run.weights();
      }
      try (Run resumed = new Run(config(7))) {
        resumed.trainer.restore(new CheckpointReader(checkpoint));
        resumed.epochs(EPOCHS, line -> {});
        List<float[]> weights = resumed.weights();
        for (int i = 0; i < whole.size(); i++) {
          assertThat(weights.get(i)).as("array %d after %d", i, stop).isEqualTo(whole.get(i));
        }
      }
    }
  }

  @Test
  void tooFewImagesForABatchAreRefused() {
    assertThatThrownBy(() -> new Run(config(7), DIGITS.head(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--batch 32 needs at least as many training images, not 31");
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> sized(3, 4, 4)).hasMessage("--epochs must be at least 5, not 3");
    assertThatThrownBy(() -> sized(8, 4, 5)).hasMessage("--dim-z must be even, not 5");
    assertThatThrownBy(() -> sized(8, 65_537, 4))
        .hasMessage("--dim-s must be at most 65536, not 65537");
    assertThatThrownBy(() -> new StyleFlow.Size(3, 8))
        .hasMessage("--flow-couplings must be even and 0 or more, not 3");
  }

  private static StrongConfig sized(int epochs, int dimS, int dimZ) {
    StyleFlow.Size flow = new StyleFlow.Size(2, 8);
    return new StrongConfig(
        epochs,
        32,
        dimS,
        dimZ,
        16,
        flow,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1e-3f,
        0,
        1,
        NetKind.MLP,
        StageShares.DEFAULTS);
  }

  private static StrongConfig config(long seed) {
    StyleFlow.Size flow = new StyleFlow.Size(2, 8);
    return new StrongConfig(
        EPOCHS,
        32,
        4,
        4,
        16,
        flow,
        0.3f,
        3,
        10,
        3,
        10,
        0.1f,
        2,
        1e-3f,
        0.1f,
        seed,
        NetKind.MLP,
        StageShares.DEFAULTS);
  }

  /** A trainer and its networks. */
  private static final class Run implements AutoCloseable {

    final NDManager manager = NDManager.newBaseManager();
    final Networks nets;
    final StrongTrainer trainer;

    Run(StrongConfig config) {
      this(config, DIGITS);
    }

    Run(StrongConfig config, LabelledImages images) {
      Engine.getInstance().setRandomSeed((int) config.seed());
      nets = new Networks(manager, config.sizes(images));
      trainer = new StrongTrainer(config, manager, nets, images);
    }

    /** Trains up to the end of an epoch. */
    void epochs(int last, Consumer<EpochLine> watcher) throws IOException {
      try {
        trainer.run(
            new TrainingObserver() {
              @Override
              public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

              @Override
              public void epoch(EpochLine line) {
                watcher.accept(line);
                if (line.epoch() == last) {
                  throw new Stop();
                }
              }
            });
      } catch (Stop stopped) {
        assertThat(last).isPositive();
      }
    }

    List<float[]> weights() {
      List<float[]> weights = new ArrayList<>();
      nets.all().stream()
          .filter(network -> network != nets.clfZ)
          .forEach(
              network ->
                  network
                      .parameters()
                      .values()
                      .forEach(array -> weights.add(array.toFloatArray())));
      Objects.requireNonNull(nets.styleMap)
          .flow()
          .parameters()
          .values()
          .forEach(array -> weights.add(array.toFloatArray()));
      return weights;
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  /** Ends a run between two epochs. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
