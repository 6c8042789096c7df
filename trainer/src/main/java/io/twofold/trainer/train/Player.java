package io.twofold.trainer.train;

import ai.djl.training.optimizer.Optimizer;
import io.twofold.trainer.model.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One side of the game: networks that learn together, each with its optimizer. */
final class Player {

  private final Map<Network, Optimizer> learning = new LinkedHashMap<>();
  private final List<Network> frozen;

  /**
   * A player.
   *
   * @param optimizer makes one for each network
   * @param learning the networks that it moves
   * @param all every network of the game; the others stay as they are while this player moves
   */
  Player(Supplier<Optimizer> optimizer, List<Network> learning, List<Network> all) {
    learning.forEach(network -> this.learning.put(network, optimizer.get()));
    this.frozen = all.stream().filter(network -> !learning.contains(network)).toList();
  }

  /** Lets gradients flow into this player's networks alone. */
  void takeTurn() {
    learning.keySet().forEach(network -> network.freeze(false));
    frozen.forEach(network -> network.freeze(true));
  }

  /** Moves by the gradients of the last backward pass, and clears them. */
  void step() {
    learning.forEach(Network::update);
  }
}
