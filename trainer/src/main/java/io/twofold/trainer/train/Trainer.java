package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.twofold.trainer.data.BatchSampler;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.LabelLoss;
import io.twofold.trainer.loss.PixelCrossEntropy;
import io.twofold.trainer.model.Mlp;
import io.twofold.trainer.model.Networks;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The {@code seed} recipe: each iteration plays three phases, every step on freshly drawn images.
 *
 * <ol>
 *   <li>supervised, once: Enc_s, Clf_s and Clf_x learn the label;
 *   <li>adversary, {@code adversarySteps} times: Clf_z alone learns to read the label from z;
 *   <li>autoencoder, once: Enc_z and Dec learn to rebuild the image, to leave Clf_z with the
 *       uninformative target, and to show the label of another image whose s they are given.
 * </ol>
 *
 * <p>Dropout stays on in networks that are frozen in a phase. The method is that of Hadad, Wolf and
 * Shahar, <i>A Two-Step Disentanglement Method</i> (CVPR 2018).
 */
public final class Trainer {

  private final TrainConfig config;
  private final Networks nets;
  private final NDManager manager;
  private final int image;
  private final int classes;
  private final LabelLoss labelLoss;
  private final int iterationsPerEpoch;
  private final BatchSampler batch;
  private final BatchSampler other;
  private final Player supervised;
  private final Player adversary;
  private final Player autoencoder;
  private RunningMetrics metrics = new RunningMetrics();

  /**
   * @param manager owns what lives as long as the trainer
   * @param nets the networks to train
   * @param images to learn from, at least one batch of them
   */
  public Trainer(TrainConfig config, NDManager manager, Networks nets, LabelledImages images) {
    if (images.count() < config.batch()) {
      throw new IllegalArgumentException(
          "--batch %d needs at least as many training images, not %d"
              .formatted(config.batch(), images.count()));
    }
    this.config = config;
    this.manager = manager;
    this.nets = nets;
    this.image = images.imageSize();
    this.classes = images.classes();
    this.labelLoss = LabelLoss.of(images.labelKind());
    this.iterationsPerEpoch = images.count() / config.batch();
    this.batch = new BatchSampler(images, config.batch(), config.seed());
    this.other = new BatchSampler(images, config.batch(), ~config.seed());
    List<Mlp> all = nets.all();
    this.supervised =
        new Player(adam(config.lrSupervised()), List.of(nets.encS, nets.clfS, nets.clfX), all);
    this.adversary = new Player(sgd(config.lrAdversary()), List.of(nets.clfZ), all);
    this.autoencoder = new Player(adam(config.lrAutoencoder()), List.of(nets.encZ, nets.dec), all);
  }

  /**
   * Trains for all epochs.
   *
   * @throws DivergedException where a loss stops being finite
   * @throws IOException where the observer cannot write
   */
  public void run(TrainingObserver observer) throws IOException {
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      metrics = new RunningMetrics();
      long start = System.nanoTime();
      for (int iteration = 0; iteration < iterationsPerEpoch; iteration++) {
        supervised(epoch);
        for (int step = 0; step < config.adversarySteps(); step++) {
          adversary(epoch);
        }
        autoencoder(epoch);
        observer.iteration(metrics.snapshot(epoch, secondsSince(start)), iterationsPerEpoch);
      }
      observer.epoch(metrics.snapshot(epoch, secondsSince(start)));
    }
  }

  private void supervised(int epoch) {
    batch.draw();
    supervised.takeTurn();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, batch);
      NDArray label = labels(step, batch);
      NDArray logitsS = nets.clfS.forward(nets.encS.forward(x, true), true);
      NDArray logitsX = nets.clfX.forward(x, true);
      NDArray lossS = labelLoss.of(logitsS, label);
      NDArray lossX = labelLoss.of(logitsX, label);
      gradients.backward(lossS.add(lossX));
      metrics.supervised(
          finite("Clf_s", lossS, epoch),
          finite("Clf_x", lossX, epoch),
          accuracy(logitsS, batch),
          accuracy(logitsX, batch));
    }
    supervised.step();
  }

  private void adversary(int epoch) {
    batch.draw();
    adversary.takeTurn();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray logits = nets.clfZ.forward(nets.encZ.forward(pixels(step, batch), true), true);
      NDArray loss = labelLoss.of(logits, labels(step, batch));
      gradients.backward(loss);
      metrics.adversary(finite("Clf_z", loss, epoch), accuracy(logits, batch));
    }
    adversary.step();
  }

  private void autoencoder(int epoch) {
    batch.draw();
    other.draw();
    autoencoder.takeTurn();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, batch);
      NDArray z = nets.encZ.forward(x, true);
      NDArray rebuilt = nets.decodeLogits(nets.encS.forward(x, true), z, true);
      NDArray otherS = nets.encS.forward(pixels(step, other), true);
      NDArray swapped = nets.decodeLogits(otherS, z, true).getNDArrayInternal().sigmoid();

      NDArray rec = PixelCrossEntropy.of(rebuilt, x);
      NDArray fool =
          labelLoss.of(nets.clfZ.forward(z, true), labelLoss.uninformative(step, classes));
      NDArray swap = labelLoss.of(nets.clfX.forward(swapped, true), labels(step, other));
      gradients.backward(
          rec.mul(config.weightRec())
              .add(fool.mul(config.weightAdv()))
              .add(swap.mul(config.weightSwap())));
      metrics.autoencoder(
          finite("reconstruction", rec, epoch),
          finite("adversarial", fool, epoch),
          finite("swap", swap, epoch));
    }
    autoencoder.step();
  }

  private NDArray pixels(NDManager step, BatchSampler sampler) {
    return step.create(sampler.pixels(), new Shape(config.batch(), image), DataType.FLOAT32);
  }

  private NDArray labels(NDManager step, BatchSampler sampler) {
    return step.create(sampler.targets(), new Shape(config.batch(), classes), DataType.FLOAT32);
  }

  private double accuracy(NDArray logits, BatchSampler sampler) {
    float[] targets = new float[config.batch() * classes];
    sampler.targets().asFloatBuffer().get(targets);
    return labelLoss.accuracy(logits.toFloatArray(), targets, classes);
  }

  private static float finite(String name, NDArray loss, int epoch) {
    float value = loss.getFloat();
    if (!Float.isFinite(value)) {
      throw new DivergedException(name, value, epoch);
    }
    return value;
  }

  private static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static Supplier<Optimizer> adam(float learningRate) {
    return () -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build();
  }

  private static Supplier<Optimizer> sgd(float learningRate) {
    return () -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(learningRate)).build();
  }
}
