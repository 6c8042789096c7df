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
import io.twofold.trainer.loss.CrossEntropy;
import io.twofold.trainer.loss.PixelCrossEntropy;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Networks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipe as it reads: a pass for each batch, and the engine's own optimizers. What the trainer
 * rearranges is compared with it.
 */
final class PlainLoop {

  private final TrainConfig config;
  private final Networks nets;
  private final NDManager manager;
  private final BatchSampler labelled;
  private final BatchSampler read;
  private final BatchSampler pairs;
  private final Map<Network, Optimizer> optimizers = new HashMap<>();

  PlainLoop(TrainConfig config, NDManager manager, Networks nets, LabelledImages images) {
    this.config = config;
    this.nets = nets;
    this.manager = manager;
    EpochSeeds seeds = EpochSeeds.of(config.seed(), 1);
    labelled = new BatchSampler(images, config.batch(), seeds.supervised());
    read = new BatchSampler(images, config.batch() * config.adversarySteps(), seeds.adversary());
    pairs = new BatchSampler(images, config.batch() * 2, seeds.autoencoder());
    for (Network network : List.of(nets.encS, nets.clfS, nets.clfX)) {
      optimizers.put(network, adam(config.lrSupervised()));
    }
    for (Network network : List.of(nets.encZ, nets.dec)) {
      optimizers.put(network, adam(config.lrAutoencoder()));
    }
    optimizers.put(
        nets.clfZ,
        Optimizer.sgd().setLearningRateTracker(Tracker.fixed(config.lrAdversary())).build());
  }

  /** The losses of one iteration: those of Clf_s, Clf_x, Clf_z (the mean), rec, fool and swap. */
  double[] iteration() {
    double[] losses = new double[6];
    labelled.draw();
    try (NDManager step = turn(nets.encS, nets.clfS, nets.clfX);
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, labelled, 0);
      NDArray label = labels(step, labelled, 0);
      NDArray lossS = CrossEntropy.of(nets.clfS.forward(nets.encS.forward(x, true), true), label);
      NDArray lossX = CrossEntropy.of(nets.clfX.forward(x, true), label);
      gradients.backward(lossS.add(lossX));
      losses[0] = lossS.getFloat();
      losses[1] = lossX.getFloat();
    }
    move(nets.encS, nets.clfS, nets.clfX);

    read.draw();
    for (int i = 0; i < config.adversarySteps(); i++) {
      try (NDManager step = turn(nets.clfZ);
          GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray z = nets.encZ.forward(pixels(step, read, i), true);
        NDArray loss = CrossEntropy.of(nets.clfZ.forward(z, true), labels(step, read, i));
        gradients.backward(loss);
        losses[2] += loss.getFloat() / config.adversarySteps();
      }
      move(nets.clfZ);
    }

    pairs.draw();
    try (NDManager step = turn(nets.encZ, nets.dec);
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = pixels(step, pairs, 0);
      NDArray z = nets.encZ.forward(x, true);
      NDArray rebuilt = nets.decodeLogits(nets.encS.forward(x, true), z, true);
      NDArray rec = PixelCrossEntropy.of(rebuilt, x);
      NDArray uninformative = step.full(new Shape(1, 10), 0.1f);
      NDArray fool = CrossEntropy.of(nets.clfZ.forward(z, true), uninformative);
      NDArray otherS = nets.encS.forward(pixels(step, pairs, 1), true);
      NDArray swapped = nets.decodeLogits(otherS, z, true).getNDArrayInternal().sigmoid();
      NDArray swap = CrossEntropy.of(nets.clfX.forward(swapped, true), labels(step, pairs, 1));
      gradients.backward(
          rec.mul(config.weightRec())
              .add(fool.mul(config.weightAdv()))
              .add(swap.mul(config.weightSwap())));
      losses[3] = rec.getFloat();
      losses[4] = fool.getFloat();
      losses[5] = swap.getFloat();
    }
    move(nets.encZ, nets.dec);
    return losses;
  }

  private NDManager turn(Network... learning) {
    nets.all().forEach(network -> network.freeze(!List.of(learning).contains(network)));
    return manager.newSubManager();
  }

  private void move(Network... learning) {
    for (Network network : learning) {
      Optimizer optimizer = optimizers.get(network);
      if (optimizer == null) {
        throw new IllegalStateException("a network without an optimizer");
      }
      network.update(optimizer);
    }
  }

  private NDArray pixels(NDManager step, BatchSampler sampler, int batch) {
    int from = batch * config.batch();
    int to = from + config.batch();
    return step.create(sampler.pixels(from, to), new Shape(config.batch(), 784), DataType.FLOAT32);
  }

  private NDArray labels(NDManager step, BatchSampler sampler, int batch) {
    int from = batch * config.batch();
    int to = from + config.batch();
    return step.create(sampler.targets(from, to), new Shape(config.batch(), 10), DataType.FLOAT32);
  }

  private static Optimizer adam(float learningRate) {
    return Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build();
  }
}
