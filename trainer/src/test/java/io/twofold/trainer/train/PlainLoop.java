package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
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
 * The recipe as it reads: a pass for each batch, and optimizers parameter by parameter. What the
 * trainer rearranges is compared with it.
 */
final class PlainLoop {

  private final TrainConfig config;
  private final Networks nets;
  private final NDManager manager;
  private final BatchSampler labelled;
  private final BatchSampler read;
  private final BatchSampler pairs;
  private final Map<NDArray, NDList> moments = new HashMap<>();
  private int steps;

  PlainLoop(TrainConfig config, NDManager manager, Networks nets, LabelledImages images) {
    this.config = config;
    this.nets = nets;
    this.manager = manager;
    EpochSeeds seeds = EpochSeeds.of(config.seed(), 1);
    labelled = new BatchSampler(images, config.batch(), seeds.supervised());
    read = new BatchSampler(images, config.batch() * config.adversarySteps(), seeds.adversary());
    pairs = new BatchSampler(images, config.batch() * 2, seeds.autoencoder());
  }

  /** The losses of one iteration: those of Clf_s, Clf_x, Clf_z (the mean), rec, fool and swap. */
  double[] iteration() {
    double[] losses = new double[6];
    steps++;
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
    adam(config.lrSupervised(), nets.encS, nets.clfS, nets.clfX);

    read.draw();
    for (int i = 0; i < config.adversarySteps(); i++) {
      try (NDManager step = turn(nets.clfZ);
          GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray z = nets.encZ.forward(pixels(step, read, i), true);
        NDArray loss = CrossEntropy.of(nets.clfZ.forward(z, true), labels(step, read, i));
        gradients.backward(loss);
        losses[2] += loss.getFloat() / config.adversarySteps();
      }
      sgd(config.lrAdversary(), nets.clfZ);
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
    adam(config.lrAutoencoder(), nets.encZ, nets.dec);
    return losses;
  }

  private NDManager turn(Network... learning) {
    nets.all().forEach(network -> network.freeze(!List.of(learning).contains(network)));
    return manager.newSubManager();
  }

  private void adam(float rate, Network... learning) {
    for (Network network : learning) {
      for (NDArray weight : network.parameters().values()) {
        NDList moment =
            moments.computeIfAbsent(weight, key -> new NDList(key.zerosLike(), key.zerosLike()));
        try (NDManager step = manager.newSubManager()) {
          NDArray gradient = weight.getGradient();
          gradient.attach(step);
          moment.get(0).muli(0.9f).addi(gradient.mul(0.1f));
          moment.get(1).muli(0.999f).addi(gradient.square().mul(0.001f));
          NDArray mean = moment.get(0).duplicate();
          NDArray square = moment.get(1).duplicate();
          mean.attach(step);
          square.attach(step);
          mean.divi(1 - Math.pow(0.9, steps));
          square.divi(1 - Math.pow(0.999, steps));
          move(weight, gradient, mean.div(square.sqrt().add(1e-8f)).mul(rate));
        }
      }
    }
  }

  private void sgd(float rate, Network network) {
    for (NDArray weight : network.parameters().values()) {
      try (NDArray gradient = weight.getGradient();
          NDArray by = gradient.mul(rate)) {
        move(weight, gradient, by);
      }
    }
  }

  private static void move(NDArray weight, NDArray gradient, NDArray by) {
    weight.setRequiresGradient(false);
    weight.subi(by);
    weight.setRequiresGradient(true);
    gradient.subi(gradient);
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
}
