package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.loss.LabelLoss;
import io.twofold.trainer.model.Mlp;
import io.twofold.trainer.optimize.FlatAdam;
import io.twofold.trainer.optimize.ParameterBuffers;
import java.util.List;

/** Reads the label from z while z learns to be silent; starts afresh now and then. */
final class Adversary implements Checkpointed, AutoCloseable {

  private static final float LEARNING_RATE = 1e-3f;
  private static final List<Integer> HIDDEN = List.of(256, 256);

  private final NDManager parent;
  private final int dim;
  private final int labels;
  private final LabelLoss loss;
  private NDManager manager;
  private Mlp network;
  private FlatAdam optimizer;

  Adversary(NDManager parent, int dim, int labels, LabelLoss loss) {
    this.parent = parent;
    this.dim = dim;
    this.labels = labels;
    this.loss = loss;
    manager = parent.newSubManager();
    network = new Mlp(manager, dim, HIDDEN, labels, 0);
    optimizer = new FlatAdam(List.copyOf(network.parameters().values()));
    network.freeze(true);
  }

  /** Forgets everything. */
  void restart() {
    manager.close();
    manager = parent.newSubManager();
    network = new Mlp(manager, dim, HIDDEN, labels, 0);
    optimizer = new FlatAdam(List.copyOf(network.parameters().values()));
    network.freeze(true);
  }

  /**
   * Learns from codes.
   *
   * @param z [batch, dim]
   * @param target [batch, labels]
   * @return the loss before the step, in nats
   */
  float learn(float[] z, float[] target) {
    network.freeze(false);
    float value;
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray codes = step.create(z, new Shape(z.length / dim, dim)).duplicate();
      NDArray wanted = step.create(target, new Shape(target.length / labels, labels));
      NDArray reading = loss.of(network.forward(codes, true), wanted);
      gradients.backward(reading);
      value = reading.getFloat();
    }
    optimizer.step(LEARNING_RATE);
    network.freeze(true);
    return value;
  }

  /** The loss of what this adversary says of z and the target ū, which it cannot move: a scalar. */
  NDArray fooled(NDArray z, NDArray uninformative) {
    return loss.of(network.forward(z, true), uninformative);
  }

  @Override
  public void save(CheckpointWriter out) {
    new ParameterBuffers(List.copyOf(network.parameters().values())).save(out.part("network"));
    optimizer.save(out.part("optimizer"));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    new ParameterBuffers(List.copyOf(network.parameters().values())).restore(in.part("network"));
    optimizer.restore(in.part("optimizer"));
  }

  @Override
  public void close() {
    manager.close();
  }
}
