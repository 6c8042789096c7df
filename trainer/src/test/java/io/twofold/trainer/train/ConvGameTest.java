package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.NetKind;
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

/** The game with convolutional networks: who moves, and who does not. */
class ConvGameTest {

  private static final LabelledImages DIGITS = Strokes.generate(64, 1).images();

  /** The first digit, 64 times. */
  private static final LabelledImages SAME = same();

  @Test
  void everyParameterAndStatisticMoves() throws IOException {
    List<Map<String, float[]>> before = states(config(0, 1, 1e-3f), null);
    List<Map<String, float[]>> after = states(config(1, 1, 1e-3f), DIGITS);
    assertThat(before.get(0)).containsKeys("conv1.weight", "conv2.gamma", "conv2.variance");
    for (int network = 0; network < 6; network++) {
      for (Map.Entry<String, float[]> array : before.get(network).entrySet()) {
        assertThat(after.get(network).get(array.getKey()))
            .as("%s of network %d", array.getKey(), network)
            .isNotEqualTo(array.getValue());
      }
    }
  }

  /**
   * The adversary passes images through Enc_z. All images are one and the same, so that it makes no
   * difference which it draws.
   */
  @Test
  void passesThroughFrozenNetworksLeaveNoTrace() throws IOException {
    List<Map<String, float[]>> base = states(config(0, 0, 0.5f), SAME);
    List<Map<String, float[]>> harsh = states(config(3, 0, 0.5f), SAME);
    for (int network : new int[] {0, 1, 2, 3, 5}) {
      assertThat(harsh.get(network))
          .as("network %d", network)
          .usingRecursiveComparison()
          .isEqualTo(base.get(network));
    }
    assertThat(harsh.get(4)).usingRecursiveComparison().isNotEqualTo(base.get(4));
  }

  @Test
  void oneImageHasNoStatistics() {
    assertThatThrownBy(
            () -> new TrainConfig(1, 1, 4, 5, 16, 1, 10, 1, 1, 1, 1, 1, 0, 0, 7, NetKind.CONV))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--net conv needs a --batch of at least 2, whose mean it takes, not 1");
  }

  private static LabelledImages same() {
    float[] digit = DIGITS.floats(0, 1);
    byte[] pixels = new byte[64 * digit.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * digit[i % digit.length]);
    }
    return new LabelledImages(1, 28, 28, pixels, new int[64], DIGITS.labelNames());
  }

  private static TrainConfig config(int steps, float weightAdv, float lrAdversary) {
    return new TrainConfig(
        1, 32, 4, 5, 16, steps, 10, weightAdv, 1, 1e-3f, lrAdversary, 1e-3f, 0, 0, 7, NetKind.CONV);
  }

  /** Parameters and statistics of the six networks, after an epoch of images or fresh. */
  private static List<Map<String, float[]>> states(
      TrainConfig config, @Nullable LabelledImages images) throws IOException {
    Engine.getInstance().setRandomSeed((int) config.seed());
    Networks.Sizes sizes =
        new Networks.Sizes(
            new ImageShape(1, 28, 28),
            10,
            config.dimS(),
            config.dimZ(),
            config.dimH(),
            config.dropoutEnc(),
            config.dropoutDec(),
            config.net());
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, sizes)) {
      if (images != null) {
        new Trainer(config, manager, nets, images).run(new Silent());
      }
      List<Map<String, float[]>> states = new ArrayList<>();
      for (Network network : nets.all()) {
        Map<String, float[]> state = new LinkedHashMap<>();
        network.parameters().forEach((name, array) -> state.put(name, array.toFloatArray()));
        network.statistics().forEach((name, array) -> state.put(name, array.toFloatArray()));
        states.add(state);
      }
      return states;
    }
  }

  private static final class Silent implements TrainingObserver {
    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine metrics) {}
  }
}
