package io.twofold.trainer.evaluate;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A judge of one class or of several labels with a convolutional network, trained on real images
 * that are shifted, turned and scaled a little; Adam at 2e-3 with cosine decay. Holds native memory
 * until it is closed.
 */
public final class ConvolutionalJudge implements Judge, LabelsJudge, AutoCloseable {

  /** Changes with every change of the network or of how it learns. */
  private static final String VERSION = "conv-1";

  private static final int BATCH = 128;
  private static final float LEARNING_RATE = 2e-3f;
  private static final int READ_BATCH = 500;
  private static final long SEED = 29;

  /** Fewer steps would call a model's fault what is the judge's: an epoch counts so many. */
  private static final int LEAST_STEPS_OF_AN_EPOCH = 100;

  private final JudgeNetwork network;
  private final int classes;
  private final String recipe;

  private ConvolutionalJudge(JudgeNetwork network, int classes, int epochs) {
    this.network = network;
    this.classes = classes;
    this.recipe = recipe(epochs);
  }

  /** The recipe of a judge that passes {@code epochs} times over the images. */
  static String recipe(int epochs) {
    return VERSION + "-epochs-" + epochs;
  }

  /**
   * Trains a judge.
   *
   * @param epochs passes over the images; more where those are too few to learn from in that many
   * @param progress is told the share done, from 0 to 1
   */
  public static ConvolutionalJudge train(
      LabelledImages images, int epochs, DoubleConsumer progress) {
    Engine.getInstance().setRandomSeed((int) SEED);
    JudgeNetwork network = new JudgeNetwork(shape(images), images.classes());
    try {
      fit(network, images, epochs, progress);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
    return new ConvolutionalJudge(network, images.classes(), epochs);
  }

  /**
   * A judge with weights that {@link #save} returned.
   *
   * @throws IOException where they are not those of such a judge
   */
  static ConvolutionalJudge load(byte[] weights, LabelledImages images, int epochs)
      throws IOException {
    JudgeNetwork network = new JudgeNetwork(shape(images), images.classes());
    try {
      network.load(weights);
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
    return new ConvolutionalJudge(network, images.classes(), epochs);
  }

  byte[] save() throws IOException {
    return network.save();
  }

  @Override
  public int[] read(float[] images) {
    return Scores.best(scores(images), classes);
  }

  @Override
  public Flags readLabels(float[] images) {
    float[] scores = scores(images);
    boolean[] read = new boolean[scores.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = scores[i] > 0;
    }
    return new Flags(read, classes);
  }

  private float[] scores(float[] images) {
    int size = network.shape().size();
    int count = images.length / size;
    float[] scores = new float[count * classes];
    for (int from = 0; from < count; from += READ_BATCH) {
      int rows = Math.min(READ_BATCH, count - from);
      float[] x = new float[rows * size];
      System.arraycopy(images, from * size, x, 0, x.length);
      try (NDManager pass = network.manager().newSubManager()) {
        float[] logits =
            network.forward(pass.create(x, batch(network, rows)), false).toFloatArray();
        System.arraycopy(logits, 0, scores, from * classes, logits.length);
      }
    }
    return scores;
  }

  @Override
  public String recipe() {
    return recipe;
  }

  @Override
  public void close() {
    network.close();
  }

  private static void fit(
      JudgeNetwork network, LabelledImages images, int epochs, DoubleConsumer progress) {
    int size = images.imageSize();
    Targets targets = Targets.of(images);
    int classes = targets.outputs();
    int rows = Math.min(BATCH, images.count());
    int perEpoch = images.count() / rows;
    int leastSteps = epochs * LEAST_STEPS_OF_AN_EPOCH;
    int rounds = Math.max(epochs, (leastSteps + perEpoch - 1) / perEpoch);
    int steps = rounds * perEpoch;
    Optimizer optimizer = adam(steps);
    Jitter jitter = new Jitter(network.shape(), SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] order = IntStream.range(0, images.count()).toArray();
    float[] image = new float[size];
    float[] x = new float[rows * size];
    float[] target = new float[rows * classes];
    for (int step = 0; step < steps; step++) {
      int from = step % perEpoch * rows;
      if (from == 0) {
        Shuffling.shuffle(order, random);
      }
      for (int i = 0; i < rows; i++) {
        images.copyImage(order[from + i], image, 0);
        jitter.move(image, x, i * size);
        System.arraycopy(targets.values(), order[from + i] * classes, target, i * classes, classes);
      }
      try (NDManager pass = network.manager().newSubManager();
          GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray logits = network.forward(pass.create(x, batch(network, rows)), true);
        gradients.backward(targets.loss(logits, pass.create(target, new Shape(rows, classes))));
      }
      network.update(optimizer);
      progress.accept((step + 1.0) / steps);
    }
  }

  private static Optimizer adam(int steps) {
    return Optimizer.adam()
        .optLearningRateTracker(
            Tracker.cosine()
                .setBaseValue(LEARNING_RATE)
                .optFinalValue(LEARNING_RATE / 100)
                .setMaxUpdates(steps)
                .build())
        .build();
  }

  private static ImageShape shape(LabelledImages images) {
    return new ImageShape(images.channels(), images.height(), images.width());
  }

  private static Shape batch(JudgeNetwork network, int rows) {
    ImageShape shape = network.shape();
    return new Shape(rows, shape.channels(), shape.height(), shape.width());
  }
}
