package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.loss.LabelLoss;
import io.twofold.trainer.model.Weighted;
import java.util.ArrayList;
import java.util.List;

/** Several adversaries, one of which starts afresh now and then: one alone is soon outwitted. */
final class Adversaries implements Checkpointed {

  /** Epochs between two fresh starts. */
  private static final int RESTART_EVERY = 2;

  private final List<Adversary> all = new ArrayList<>();
  private final int labels;
  private final LabelLoss loss;

  Adversaries(NDManager manager, int count, int dim, int labels, LabelLoss loss) {
    this.labels = labels;
    this.loss = loss;
    for (int i = 0; i < count; i++) {
      all.add(new Adversary(manager, dim, labels, loss));
    }
  }

  /** Lets one, in turn, forget everything, where its time has come. */
  void prepare(int epochOfStage) {
    if (epochOfStage % RESTART_EVERY == 0) {
      all.get(epochOfStage / RESTART_EVERY % all.size()).restart();
    }
  }

  /**
   * Lets each learn from codes.
   *
   * @param z [batch, dim]
   * @param target [batch, labels]
   * @return their mean loss before the step, in nats
   */
  double learn(float[] z, float[] target) {
    double sum = 0;
    for (Adversary adversary : all) {
      sum += adversary.learn(z, target);
    }
    return sum / all.size();
  }

  /** The mean loss between what they say of z and the uninformative target: a scalar. */
  NDArray fooled(NDManager step, NDArray z) {
    NDArray target = loss.uninformative(step, labels);
    NDArray sum = all.get(0).fooled(z, target);
    for (Adversary adversary : all.subList(1, all.size())) {
      sum = sum.add(adversary.fooled(z, target));
    }
    return Weighted.by(1f / all.size(), sum);
  }

  @Override
  public void save(CheckpointWriter out) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).save(out.part("adversary" + i));
    }
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).restore(in.part("adversary" + i));
    }
  }
}
