package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.codec.Codec;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParityGateTest {

  @TempDir Path repository;
  private SmallModel model;
  private Codec codec;

  @BeforeEach
  void publish() throws IOException {
    model = SmallModel.colour(1);
    codec = Codec.open(model.publish(repository).folder());
  }

  @AfterEach
  void free() {
    codec.close();
    model.close();
  }

  @Test
  void theNetworksThatWereExportedPass() {
    assertThat(ParityGate.require(model.nets(), codec)).isLessThan(1e-5f);
  }

  @Test
  void otherNetworksDoNotPass() throws IOException {
    try (SmallModel other = model.other()) {
      assertThatThrownBy(() -> ParityGate.require(other.nets(), codec))
          .isInstanceOf(ParityException.class)
          .hasMessageContaining("nothing was published: at batch 1, s differs by ");
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aNetworkThatMovedAfterTheExportIsNamedByItsOutput(
      Function<Networks, Network> network, String output) {
    move(network.apply(model.nets()), 0.1f);
    assertThatThrownBy(() -> ParityGate.require(model.nets(), codec))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("at batch 1, " + output + " differs by ");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void notANumberDoesNotPass(Function<Networks, Network> network, String output) {
    move(network.apply(model.nets()), Float.NaN);
    assertThatThrownBy(() -> ParityGate.require(model.nets(), codec))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("at batch 1, " + output + " differs by NaN");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networksThatComputeNoNumbersAreNotPublished(
      Function<Networks, Network> network, String output) {
    move(network.apply(model.nets()), Float.NaN);
    assertThatThrownBy(() -> model.publish(repository))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(output + " differs by NaN");
    assertThat(repository.resolve("small").toFile().list()).containsExactly("1");
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(Named.<Function<Networks, Network>>of("Enc_s", nets -> nets.encS), "s"),
        Arguments.of(Named.<Function<Networks, Network>>of("Enc_z", nets -> nets.encZ), "z"),
        Arguments.of(Named.<Function<Networks, Network>>of("Dec", nets -> nets.dec), "x_hat"));
  }

  /** One step of gradient descent on the squares of the network's outputs. */
  private static void move(Network network, float learningRate) {
    network.freeze(false);
    try (NDManager manager = NDManager.newBaseManager()) {
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray x = manager.ones(new Shape(8, network.in()));
        gradients.backward(network.forward(x, false).square().sum());
      }
      network.update(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(learningRate)).build());
    }
  }
}
