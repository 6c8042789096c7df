package io.twofold.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.codec.bundle.ImageShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvNetsTest {

  private static final FeatureMap IMAGE = new FeatureMap(3, 9, 13);

  private NDManager manager;

  @BeforeEach
  void seed() {
    Engine.getInstance().setRandomSeed(5);
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 28, 28", "3, 9, 13", "1, 1, 1", "3, 2, 70", "1, 33, 7"})
  void imagesOfAnySizeAreEncodedAndDecoded(int channels, int height, int width) {
    FeatureMap image = new FeatureMap(channels, height, width);
    Network encoder = ConvNets.encoder(manager, image, 16, 4, 0.2f);
    Network decoder = ConvNets.decoder(manager, 5, 16, image, 0.2f);
    assertThat(encoder.in()).isEqualTo(image.size());
    assertThat(decoder.out()).isEqualTo(image.size());
    for (boolean training : new boolean[] {true, false}) {
      NDArray images = manager.randomUniform(0, 1, new Shape(2, image.size()));
      assertThat(encoder.forward(images, training).getShape()).isEqualTo(new Shape(2, 4));
      NDArray codes = manager.ones(new Shape(2, 5));
      assertThat(decoder.forward(codes, training).getShape()).isEqualTo(new Shape(2, image.size()));
    }
  }

  @Test
  void aPassOfAFrozenNetworkIsWhatIsServedAndChangesNothing() {
    Network encoder = ConvNets.encoder(manager, IMAGE, 16, 4, 0);
    NDArray images = manager.randomUniform(0, 1, new Shape(6, IMAGE.size()));
    learn(encoder, images);
    Map<String, float[]> before = state(encoder);
    encoder.freeze(true);
    float[] frozen = encoder.forward(images, true).toFloatArray();
    assertThat(frozen).isEqualTo(encoder.forward(images, false).toFloatArray());
    assertThat(state(encoder)).usingRecursiveComparison().isEqualTo(before);
    encoder.freeze(false);
    assertThat(encoder.forward(images, true).toFloatArray()).isNotEqualTo(frozen);
    assertThat(state(encoder).get("conv1.mean")).isNotEqualTo(before.get("conv1.mean"));
  }

  @Test
  void aNetworkThatLearnsFollowsTheStatisticsOfItsBatches() {
    Network decoder = ConvNets.decoder(manager, 5, 16, IMAGE, 0);
    NDArray codes = manager.randomNormal(new Shape(64, 5));
    for (int pass = 0; pass < 100; pass++) {
      try (NDManager step = manager.newSubManager()) {
        NDArray batch = codes.duplicate();
        batch.attach(step);
        assertThat(decoder.forward(batch, true).getShape().get(0)).isEqualTo(64);
      }
    }
    float[] served = decoder.forward(codes, false).toFloatArray();
    float[] trained = decoder.forward(codes, true).toFloatArray();
    for (int i = 0; i < served.length; i++) {
      assertThat(served[i]).isCloseTo(trained[i], within(0.02f));
    }
  }

  @Test
  void gradientsReachEveryParameterAndFlowThroughWhatIsFrozen() {
    Network encoder = ConvNets.encoder(manager, IMAGE, 16, 4, 0);
    Network decoder = ConvNets.decoder(manager, 4, 16, IMAGE, 0);
    NDArray images = manager.randomUniform(0, 1, new Shape(6, IMAGE.size()));
    decoder.freeze(true);
    Map<String, float[]> encoderBefore = state(encoder);
    Map<String, float[]> decoderBefore = state(decoder);
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray rebuilt = decoder.forward(encoder.forward(images, true), true);
      gradients.backward(rebuilt.sub(images).square().sum());
    }
    encoder.update(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build());
    assertThat(encoder.parameters()).hasSize(10);
    assertThat(encoder.statistics()).hasSize(4);
    state(encoder)
        .forEach((name, after) -> assertThat(after).as(name).isNotEqualTo(encoderBefore.get(name)));
    assertThat(state(decoder)).usingRecursiveComparison().isEqualTo(decoderBefore);
  }

  @ParameterizedTest
  @EnumSource(NetKind.class)
  void aPassLeavesNothingBehindInTheNetworksOwnMemory(NetKind net) {
    Networks.Sizes sizes =
        new Networks.Sizes(new ImageShape(3, 9, 13), 3, 4, 5, 16, 0.2f, 0.3f, net);
    try (Networks nets = new Networks(manager, sizes)) {
      int arrays = held(nets);
      for (boolean training : new boolean[] {true, false}) {
        try (NDManager step = manager.newSubManager()) {
          NDArray x = step.ones(new Shape(2, sizes.shape().size()));
          NDArray s = nets.encS.forward(x, training);
          NDArray z = nets.encZ.forward(x, training);
          assertThat(nets.decodeLogits(s, z, training).getManager()).isSameAs(step);
        }
      }
      assertThat(held(nets)).isEqualTo(arrays);
    }
  }

  @Test
  void aSwapOfTheSeedRecipeTakesAsManyMultiplicationsAsItsWeights() {
    Networks.Sizes sizes = new Networks.Sizes(new ImageShape(1, 28, 28), 10, 16, 16, 256, 0, 0);
    try (Networks nets = new Networks(manager, sizes)) {
      assertThat(nets.multiplyAdds()).isEqualTo(815_104);
    }
  }

  @Test
  void aConvolutionTakesItsKernelAtEachPlace() {
    FeatureMap image = new FeatureMap(1, 9, 13);
    Network encoder = ConvNets.encoder(manager, image, 10, 4, 0);
    long first = 5 * 7 * 16 * 9;
    long second = 3 * 4 * 32 * 16 * 9;
    long dense = 3 * 4 * 32 * 10 + 10 * 4;
    assertThat(encoder.multiplyAdds()).isEqualTo(first + second + dense);
    Network decoder = ConvNets.decoder(manager, 4, 10, image, 0);
    long up = 3 * 4 * 32 * 16 * 16 + 5 * 7 * 16 * 16;
    assertThat(decoder.multiplyAdds()).isEqualTo(dense + up);
  }

  private static int held(Networks nets) {
    return nets.encS.parameters().values().iterator().next().getManager().getManagedArrays().size();
  }

  private static void learn(Network network, NDArray x) {
    network.freeze(false);
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      gradients.backward(network.forward(x, true).square().sum());
    }
    network.update(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build());
  }

  /** Copies of parameters and statistics, by name. */
  private static Map<String, float[]> state(Network network) {
    Map<String, float[]> state = new LinkedHashMap<>();
    network.parameters().forEach((name, array) -> state.put(name, array.toFloatArray()));
    network.statistics().forEach((name, array) -> state.put(name, array.toFloatArray()));
    return state;
  }
}
