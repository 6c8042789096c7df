package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.data.BatchSampler;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.LabelLoss;
import io.twofold.trainer.loss.PixelCrossEntropy;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.Weighted;
import io.twofold.trainer.optimize.FlatAdam;
import io.twofold.trainer.optimize.FlatSgd;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.util.List;

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
 * <p>Dropout stays on in networks that are frozen in a phase. Passes through one network whose rows
 * do not depend on each other are made as one pass: the adversary's batches through the frozen
 * Enc_z, x and x′ through the frozen Enc_s, and both decodings where Dec has no statistics of a
 * batch. The method is that of Hadad, Wolf and Shahar, <i>A Two-Step Disentanglement Method</i>
 * (CVPR 2018).
 */
public final class Trainer implements Training {

  /** The recipe's one stage. */
  private static final String STAGE = "game";

  private final TrainConfig config;
  private final Networks nets;
  private final NDManager manager;
  private final int image;
  private final int classes;
  private final LabelLoss labelLoss;
  private final int iterationsPerEpoch;
  private final BatchSampler labelled;
  private final BatchSampler read;
  private final BatchSampler pairs;
  private final Player supervised;
  private final Player adversary;
  private final Player autoencoder;
  private final NetworkStates states;
  private RunningMeans metrics = new RunningMeans();
  private int epochsDone;

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
    EpochSeeds seeds = EpochSeeds.of(config.seed(), 1);
    this.labelled = new BatchSampler(images, config.batch(), seeds.supervised());
    this.read =
        new BatchSampler(
            images, Math.max(1, config.adversarySteps()) * config.batch(), seeds.adversary());
    this.pairs = new BatchSampler(images, 2 * config.batch(), seeds.autoencoder());
    List<Network> all = nets.all();
    this.supervised =
        new Player(
            FlatAdam::new, config.lrSupervised(), List.of(nets.encS, nets.clfS, nets.clfX), all);
    this.adversary = new Player(FlatSgd::new, config.lrAdversary(), List.of(nets.clfZ), all);
    this.autoencoder =
        new Player(FlatAdam::new, config.lrAutoencoder(), List.of(nets.encZ, nets.dec), all);
    this.states = NetworkStates.of(nets);
  }

  @Override
  public void run(TrainingObserver observer) throws IOException {
    while (epochsDone < config.epochs()) {
      int epoch = epochsDone + 1;
      reseed(EpochSeeds.of(config.seed(), epoch));
      metrics = new RunningMeans();
      long start = System.nanoTime();
      for (int iteration = 0; iteration < iterationsPerEpoch; iteration++) {
        supervised(epoch);
        if (config.adversarySteps() > 0) {
          adversary(epoch);
        }
        autoencoder(epoch);
        observer.iteration(line(epoch, iteration + 1, start), iterationsPerEpoch);
      }
      epochsDone = epoch;
      observer.epoch(line(epoch, iterationsPerEpoch, start));
    }
  }

  private void reseed(EpochSeeds seeds) {
    Engine.getInstance().setRandomSeed(seeds.engine());
    labelled.reseed(seeds.supervised());
    read.reseed(seeds.adversary());
    pairs.reseed(seeds.autoencoder());
  }

  private void supervised(int epoch) {
    labelled.draw();
    supervised.takeTurn();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, labelled, 0, config.batch());
      NDArray label = labels(step, labelled, 0);
      NDArray logitsS = nets.clfS.forward(nets.encS.forward(x, true), true);
      NDArray logitsX = nets.clfX.forward(x, true);
      NDArray lossS = labelLoss.of(logitsS, label);
      NDArray lossX = labelLoss.of(logitsX, label);
      gradients.backward(lossS.add(lossX));
      metrics.add("ce_s", Losses.finite("Clf_s", lossS, epoch));
      metrics.add("ce_x", Losses.finite("Clf_x", lossX, epoch));
      metrics.add("accuracy_s", accuracy(logitsS, labelled, 0));
      metrics.add("accuracy_x", accuracy(logitsX, labelled, 0));
    }
    supervised.step();
  }

  private void adversary(int epoch) {
    int steps = config.adversarySteps();
    read.draw();
    adversary.takeTurn();
    try (NDManager phase = manager.newSubManager()) {
      NDArray x = pixels(phase, read, 0, steps * config.batch());
      NDList z = nets.encZ.forward(x, true).split(steps);
      for (int step = 0; step < steps; step++) {
        int from = step * config.batch();
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          NDArray logits = nets.clfZ.forward(z.get(step), true);
          NDArray loss = labelLoss.of(logits, labels(phase, read, from));
          gradients.backward(loss);
          metrics.add("ce_z", Losses.finite("Clf_z", loss, epoch));
          metrics.add("accuracy_z", accuracy(logits, read, from));
        }
        adversary.step();
      }
    }
  }

  private void autoencoder(int epoch) {
    int batch = config.batch();
    pairs.draw();
    autoencoder.takeTurn();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, pairs, 0, batch);
      NDArray z = nets.encZ.forward(x, true);
      NDList s = nets.encS.forward(pixels(step, pairs, 0, 2 * batch), true).split(2);
      NDList decoded = decodeBoth(s.get(0), s.get(1), z);

      NDArray rec = PixelCrossEntropy.of(decoded.get(0), x);
      NDArray fool =
          labelLoss.of(nets.clfZ.forward(z, true), labelLoss.uninformative(step, classes));
      NDArray swapped = decoded.get(1).getNDArrayInternal().sigmoid();
      NDArray swap = labelLoss.of(nets.clfX.forward(swapped, true), labels(step, pairs, batch));
      gradients.backward(
          Weighted.by(config.weightRec(), rec)
              .add(Weighted.by(config.weightAdv(), fool))
              .add(Weighted.by(config.weightSwap(), swap)));
      metrics.add("rec_bce", Losses.finite("reconstruction", rec, epoch));
      metrics.add("fool", Losses.finite("adversarial", fool, epoch));
      metrics.add("swap_ce", Losses.finite("swap", swap, epoch));
    }
    autoencoder.step();
  }

  /** The logits of Dec(s, z) and Dec(s′, z), each [batch, image]. */
  private NDList decodeBoth(NDArray s, NDArray otherS, NDArray z) {
    if (nets.dec.statistics().isEmpty()) {
      return nets.decodeLogits(s.concat(otherS), z.concat(z), true).split(2);
    }
    return new NDList(nets.decodeLogits(s, z, true), nets.decodeLogits(otherS, z, true));
  }

  @Override
  public void save(CheckpointWriter out) {
    out.put("epochs", epochsDone);
    states.save(out.part("networks"));
    supervised.save(out.part("supervised"));
    adversary.save(out.part("adversary"));
    autoencoder.save(out.part("autoencoder"));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    epochsDone = Math.toIntExact(in.number("epochs"));
    states.restore(in.part("networks"));
    supervised.restore(in.part("supervised"));
    adversary.restore(in.part("adversary"));
    autoencoder.restore(in.part("autoencoder"));
  }

  private NDArray pixels(NDManager step, BatchSampler sampler, int from, int to) {
    return step.create(sampler.pixels(from, to), new Shape(to - from, image), DataType.FLOAT32);
  }

  private NDArray labels(NDManager step, BatchSampler sampler, int from) {
    int to = from + config.batch();
    return step.create(
        sampler.targets(from, to), new Shape(config.batch(), classes), DataType.FLOAT32);
  }

  private double accuracy(NDArray logits, BatchSampler sampler, int from) {
    float[] targets = new float[config.batch() * classes];
    sampler.targets(from, from + config.batch()).asFloatBuffer().get(targets);
    return labelLoss.accuracy(logits.toFloatArray(), targets, classes);
  }

  private EpochLine line(int epoch, int iterations, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new EpochLine(epoch, STAGE, iterations, seconds, metrics.values());
  }
}
