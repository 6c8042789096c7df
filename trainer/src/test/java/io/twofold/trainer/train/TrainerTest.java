package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final LabelledImages DIGITS = Strokes.generate(320, 1).images();

  /** Ten iterations of a small model. */
  private static final TrainConfig SMALL =
      new TrainConfig(1, 32, 4, 5, 16, 3, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);

  @Test
  void everyParameterOfEveryNetworkMoves() throws IOException {
    List<Map<String, float[]>> before = new ArrayList<>();
    train(SMALL, nets -> nets.all().forEach(network -> before.add(copy(network))), null);
    List<Map<String, float[]>> after = new ArrayList<>();
    train(SMALL, null, nets -> nets.all().forEach(network -> after.add(copy(network))));
    assertThat(before).hasSize(6);
    for (int network = 0; network < before.size(); network++) {
      assertThat(before.get(network)).isNotEmpty();
      for (Map.Entry<String, float[]> parameter : before.get(network).entrySet()) {
        assertThat(after.get(network).get(parameter.getKey()))
            .as("%s of network %d", parameter.getKey(), network)
            .isNotEqualTo(parameter.getValue());
      }
    }
  }

  @Test
  void oneSeedGivesOneModelAndAnotherSeedAnother() throws IOException {
    assertThat(trained(SMALL).get(2)).isEqualTo(trained(SMALL).get(2));
    TrainConfig other =
        new TrainConfig(1, 32, 4, 5, 16, 3, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 8);
    assertThat(trained(other).get(2)).isNotEqualTo(trained(SMALL).get(2));
  }

  /** A gradient of the autoencoder's phase that reached a frozen network would show here. */
  @Test
  void theAutoencoderPhaseLeavesNoTraceInFrozenNetworks() throws IOException {
    TrainConfig heavier =
        new TrainConfig(1, 32, 4, 5, 16, 3, 50, 3, 8, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);
    List<float[]> base = trained(SMALL);
    List<float[]> changed = trained(heavier);
    assertThat(changed.get(0)).as("Enc_s").isEqualTo(base.get(0));
    assertThat(changed.get(3)).as("Clf_s").isEqualTo(base.get(3));
    assertThat(changed.get(5)).as("Clf_x").isEqualTo(base.get(5));
    assertThat(changed.get(1)).as("Enc_z").isNotEqualTo(base.get(1));
    assertThat(changed.get(2)).as("Dec").isNotEqualTo(base.get(2));
  }

  /** Enc_z and Dec would move otherwise: the adversary's gradients are not theirs. */
  @Test
  void theAdversaryLeavesNoTraceInFrozenNetworks() throws IOException {
    TrainConfig gentle =
        new TrainConfig(1, 32, 4, 5, 16, 3, 10, 0, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);
    TrainConfig harsh =
        new TrainConfig(1, 32, 4, 5, 16, 3, 10, 0, 1, 1e-3f, 5e-1f, 1e-3f, 0.2f, 0.3f, 7);
    List<float[]> base = trained(gentle);
    List<float[]> changed = trained(harsh);
    for (int network : new int[] {0, 1, 2, 3, 5}) {
      assertThat(changed.get(network)).as("network %d", network).isEqualTo(base.get(network));
    }
    assertThat(changed.get(4)).as("Clf_z").isNotEqualTo(base.get(4));
  }

  @Test
  void withoutItsOwnStepsTheAdversaryStaysAsItIs() throws IOException {
    TrainConfig config =
        new TrainConfig(1, 32, 4, 5, 16, 0, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);
    List<float[]> before = new ArrayList<>();
    train(config, nets -> before.add(nets.clfZ.weights().get(0).weight()), null);
    assertThat(trained(config).get(4)).isEqualTo(before.get(0));
  }

  @Test
  void lossesFall() throws IOException {
    TrainConfig longer =
        new TrainConfig(12, 32, 8, 8, 64, 1, 10, 1, 1, 3e-3f, 1e-3f, 3e-3f, 0, 0, 7);
    List<EpochLine> epochs = new ArrayList<>();
    train(longer, null, null, epochs);
    EpochLine first = epochs.get(0);
    EpochLine last = epochs.get(epochs.size() - 1);
    assertThat(last.value("rec_bce")).isLessThan(first.value("rec_bce") * 0.8);
    assertThat(last.value("ce_s")).isLessThan(first.value("ce_s") * 0.5);
    assertThat(last.value("accuracy_s")).isGreaterThan(0.85);
    assertThat(last.iterations()).isEqualTo(10);
  }

  @Test
  void divergenceEndsTheRunWithAReason() {
    TrainConfig absurd =
        new TrainConfig(3, 32, 4, 5, 16, 1, 10, 10, 1, 1e30f, 1e-3f, 1e30f, 0.2f, 0.3f, 7);
    assertThatThrownBy(() -> train(absurd, null, null))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("training diverged in epoch 1");
  }

  @Test
  void aBatchLargerThanTheDataIsRefused() {
    TrainConfig large =
        new TrainConfig(1, 321, 4, 5, 16, 1, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);
    assertThatThrownBy(() -> train(large, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--batch 321 needs at least as many training images, not 320");
  }

  /** The first layer's weights of each network after training. */
  private static List<float[]> trained(TrainConfig config) throws IOException {
    List<float[]> weights = new ArrayList<>();
    train(
        config,
        null,
        nets ->
            nets.all().forEach(network -> weights.add(copy(network).values().iterator().next())));
    return weights;
  }

  /** The parameters of a network as they are now, by name. */
  private static Map<String, float[]> copy(Network network) {
    Map<String, float[]> parameters = new LinkedHashMap<>();
    network.parameters().forEach((name, array) -> parameters.put(name, array.toFloatArray()));
    return parameters;
  }

  private interface Look {
    void at(Networks nets);
  }

  private static void train(TrainConfig config, @Nullable Look before, @Nullable Look after)
      throws IOException {
    train(config, before, after, new ArrayList<>());
  }

  private static void train(
      TrainConfig config, @Nullable Look before, @Nullable Look after, List<EpochLine> epochs)
      throws IOException {
    Engine.getInstance().setRandomSeed((int) config.seed());
    Networks.Sizes sizes =
        new Networks.Sizes(
            new ImageShape(1, 28, 28),
            10,
            config.dimS(),
            config.dimZ(),
            config.dimH(),
            config.dropoutEnc(),
            config.dropoutDec());
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, sizes)) {
      if (before != null) {
        before.at(nets);
      }
      new Trainer(config, manager, nets, DIGITS)
          .run(
              new TrainingObserver() {
                @Override
                public void iteration(EpochLine soFar, int iterationsPerEpoch) {
                  assertThat(iterationsPerEpoch).isEqualTo(10);
                }

                @Override
                public void epoch(EpochLine metrics) {
                  epochs.add(metrics);
                }
              });
      if (after != null) {
        after.at(nets);
      }
    }
  }
}
