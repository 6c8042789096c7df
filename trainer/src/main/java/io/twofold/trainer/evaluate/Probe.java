package io.twofold.trainer.evaluate;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.trainer.model.Mlp;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A fresh classifier that tries to read labels from codes: how much of the label is in there,
 * whatever an adversary said during training. Codes are standardised by the training codes' mean
 * and deviation; Adam with cosine decay, from 1e-3 (1e-2 without hidden layers).
 *
 * @param name for people
 * @param hidden units of each hidden layer; none for logistic regression
 * @param dropout of the hidden layers
 * @param epochs passes over the training codes; more where those are too few to learn from in that
 *     many
 * @param batch codes in a step
 * @param seed of weights and order
 */
public record Probe(
    String name, List<Integer> hidden, float dropout, int epochs, int batch, long seed) {

  /** A probe that stops before it has learnt would call a leak silence: an epoch counts so many. */
  private static final int LEAST_STEPS_OF_AN_EPOCH = 50;

  private static final float LEARNING_RATE = 1e-3f;
  private static final float LINEAR_LEARNING_RATE = 1e-2f;

  /** Test codes that are read at once. */
  private static final int READ_BATCH = 1000;

  public Probe {
    hidden = List.copyOf(hidden);
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "epochs and batch must be positive, not %d and %d".formatted(epochs, batch));
    }
  }

  /** Logistic regression. */
  public static Probe linear() {
    return new Probe("linear", List.of(), 0, 20, 256, 11);
  }

  /** An MLP with two hidden layers of 256. */
  public static Probe mlp() {
    return new Probe("mlp 256-256", List.of(256, 256), 0, 30, 256, 11);
  }

  /** An MLP with three hidden layers of 512 and dropout 0.1. */
  public static Probe wideMlp() {
    return new Probe("mlp 512-512-512", List.of(512, 512, 512), 0.1f, 30, 512, 11);
  }

  Probe withSeed(long other) {
    return new Probe(name, hidden, dropout, epochs, batch, other);
  }

  Probe withEpochs(int other) {
    return new Probe(name, hidden, dropout, other, batch, seed);
  }

  /**
   * Trains on some codes and reads others.
   *
   * @param progress is told the share done, from 0 to 1, after each epoch
   * @return the share of test codes whose label is read right
   */
  public double accuracy(LabelledCodes train, LabelledCodes test, DoubleConsumer progress) {
    float[] scores =
        scores(
            train.values(),
            train.dim(),
            Targets.labels(train.labels(), train.classes()),
            test.values(),
            progress);
    return test.agreement(Scores.best(scores, train.classes()));
  }

  /**
   * Trains on some codes and reads others, whatever the targets.
   *
   * @param train [count, dim]
   * @param dim values in a code
   * @param targets of the training codes
   * @param test [test count, dim]
   * @param progress is told the share done, from 0 to 1, after each epoch
   * @return the logits of the test codes: [test count, outputs]
   */
  public float[] scores(
      float[] train, int dim, Targets targets, float[] test, DoubleConsumer progress) {
    Standardiser standardiser = Standardiser.fit(train, dim);
    Engine.getInstance().setRandomSeed((int) seed);
    try (NDManager manager = NDManager.newBaseManager()) {
      Mlp network = new Mlp(manager, dim, hidden, targets.outputs(), dropout);
      fit(manager, network, standardiser.apply(train), targets, progress);
      return read(manager, network, standardiser.apply(test), targets.outputs());
    }
  }

  private void fit(
      NDManager manager, Mlp network, float[] train, Targets targets, DoubleConsumer progress) {
    int dim = network.in();
    int outputs = targets.outputs();
    int rows = Math.min(batch, targets.count());
    int perEpoch = targets.count() / rows;
    int leastSteps = epochs * LEAST_STEPS_OF_AN_EPOCH;
    int rounds = Math.max(epochs, (leastSteps + perEpoch - 1) / perEpoch);
    Optimizer optimizer = adam(rounds * perEpoch);
    int[] order = IntStream.range(0, targets.count()).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[rows * dim];
    float[] target = new float[rows * outputs];
    for (int round = 0; round < rounds; round++) {
      Shuffling.shuffle(order, random);
      for (int from = 0; from + rows <= order.length; from += rows) {
        for (int i = 0; i < rows; i++) {
          int row = order[from + i];
          System.arraycopy(train, row * dim, x, i * dim, dim);
          System.arraycopy(targets.values(), row * outputs, target, i * outputs, outputs);
        }
        try (NDManager step = manager.newSubManager();
            GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          NDArray logits = network.forward(step.create(x, new Shape(rows, dim)), true);
          gradients.backward(targets.loss(logits, step.create(target, new Shape(rows, outputs))));
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

  private static float[] read(NDManager manager, Mlp network, float[] test, int outputs) {
    int dim = network.in();
    int count = test.length / dim;
    float[] scores = new float[count * outputs];
    for (int from = 0; from < count; from += READ_BATCH) {
      int rows = Math.min(READ_BATCH, count - from);
      float[] x = new float[rows * dim];
      System.arraycopy(test, from * dim, x, 0, x.length);
      try (NDManager pass = manager.newSubManager()) {
        float[] logits =
            network.forward(pass.create(x, new Shape(rows, dim)), false).toFloatArray();
        System.arraycopy(logits, 0, scores, from * outputs, logits.length);
      }
    }
    return scores;
  }
}
