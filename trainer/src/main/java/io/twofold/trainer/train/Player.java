package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.optimize.FlatOptimizer;
import java.util.List;
import java.util.function.Function;

/** One side of the game: networks that learn together, by one optimizer. */
final class Player implements Checkpointed {

  private final List<Network> learning;
  private final List<Network> frozen;
  private final FlatOptimizer optimizer;
  private final float learningRate;

  /**
   * A player.
   *
   * @param optimizer makes one for the parameters that it moves
   * @param learning the networks that it moves
   * @param all every network of the game; the others stay as they are while this player moves
   */
  Player(
      Function<List<NDArray>, FlatOptimizer> optimizer,
      float learningRate,
      List<Network> learning,
      List<Network> all) {
    this.learning = learning;
    this.frozen = all.stream().filter(network -> !learning.contains(network)).toList();
    this.optimizer =
        optimizer.apply(
            learning.stream().flatMap(network -> network.parameters().values().stream()).toList());
    this.learningRate = learningRate;
  }

  /** Lets gradients flow into this player's networks alone. */
  void takeTurn() {
    learning.forEach(network -> network.freeze(false));
    frozen.forEach(network -> network.freeze(true));
  }

  /** Moves by the gradients of the last backward pass, and clears them. */
  void step() {
    optimizer.step(learningRate);
  }

  @Override
  public void save(CheckpointWriter out) {
    optimizer.save(out);
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    optimizer.restore(in);
  }
}
