package io.twofold.trainer.evaluate;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.trainer.loss.CrossEntropy;
import io.twofold.trainer.model.Mlp;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A fresh classifier that tries to read the label from codes: how much of the label is in there,
 * whatever an adversary said during training. Codes are standardised by the training codes' mean
 * and deviation; Adam at 1e-3 with cosine decay.
 *
 * @param hidden units of each hidden layer; none for logistic regression
 * @param epochs passes over the training codes; more where those are too few to learn from in that
 *     many
 * @param seed of weights and order
 */
public record Probe(List<Integer> hidden, int epochs, long seed) {

  private static final int BATCH = 256;

  /** A probe that stops before it has learnt would call a leak silence. */
  private static final int LEAST_STEPS = 1500;

  private static final float LEARNING_RATE = 1e-3f;
  private static final float LINEAR_LEARNING_RATE = 1e-2f;

  /** Logistic regression. */
  public static Probe linear() {
    return new Probe(List.of(), 20, 11);
  }

  /** An MLP with two hidden layers of 256. */
  public static Probe mlp() {
    return new Probe(List.of(256, 256), 30, 11);
  }

  /**
   * Trains on some codes and reads others.
   *
   * @param progress is told the share done, from 0 to 1, after each epoch
   * @return the share of test codes whose label is read right
   */
  public double accuracy(LabelledCodes train, LabelledCodes test, DoubleConsumer progress) {
    Standardiser standardiser = Standardiser.fit(train.values(), train.dim());
    Engine.getInstance().setRandomSeed((int) seed);
    try (NDManager manager = NDManager.newBaseManager()) {
      Mlp network = new Mlp(manager, train.dim(), hidden, train.classes(), 0);
      fit(manager, network, train.standardised(standardiser), progress);
      return score(manager, network, test.standardised(standardiser));
    }
  }

  private void fit(NDManager manager, Mlp network, LabelledCodes train, DoubleConsumer progress) {
    int dim = train.dim();
    int classes = train.classes();
    int batch = Math.min(BATCH, train.count());
    int perEpoch = train.count() / batch;
    int rounds = Math.max(epochs, (LEAST_STEPS + perEpoch - 1) / perEpoch);
    Optimizer optimizer = adam(rounds * perEpoch);
    int[] order = IntStream.range(0, train.count()).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[batch * dim];
    for (int round = 0; round < rounds; round++) {
      shuffle(order, random);
      for (int from = 0; from + batch <= order.length; from += batch) {
        float[] target = new float[batch * classes];
        for (int i = 0; i < batch; i++) {
          System.arraycopy(train.values(), order[from + i] * dim, x, i * dim, dim);
          target[i * classes + train.labels()[order[from + i]]] = 1;
        }
        try (NDManager step = manager.newSubManager();
            GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          NDArray logits = network.forward(step.create(x, new Shape(batch, dim)), true);
          gradients.backward(
              CrossEntropy.of(logits, step.create(target, new Shape(batch, classes))));
        }
        network.update(optimizer);
      }
      progress.accept((round + 1.0) / rounds);
    }
  }

  private Optimizer adam(int steps) {
    float start = hidden.isEmpty() ? LINEAR_LEARNING_RATE : LEARNING_RATE;
    Tracker decay =
        Tracker.cosine()
            .setBaseValue(start)
            .optFinalValue(start / 100)
            .setMaxUpdates(Math.max(1, steps))
            .build();
    return Optimizer.adam().optLearningRateTracker(decay).build();
  }

  private static double score(NDManager manager, Mlp network, LabelledCodes test) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray codes = pass.create(test.values(), new Shape(test.count(), test.dim()));
      long[] read = network.forward(codes, false).argMax(1).toLongArray();
      int right = 0;
      for (int i = 0; i < read.length; i++) {
        right += read[i] == test.labels()[i] ? 1 : 0;
      }
      return (double) right / read.length;
    }
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }
}
