package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.data.ImageWarp;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.WarpedDraws;
import io.twofold.trainer.loss.FeatureRate;
import io.twofold.trainer.loss.NormalDensity;
import io.twofold.trainer.loss.PixelCrossEntropy;
import io.twofold.trainer.loss.WarpFollowing;
import io.twofold.trainer.model.Dither;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.model.Weighted;
import io.twofold.trainer.optimize.FlatAdam;
import io.twofold.trainer.optimize.ParameterBuffers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Enc_z, Dec and the flow learn: first to rebuild, then to leave z alive and silent. */
final class StyleStage implements Checkpointed {

  /** Looks that a swap must follow. */
  private static final ImageWarp.Range WARPS = new ImageWarp.Range(0.12f, 0.4f, 0.15f, 0f, 0.8f);

  private static final float LONGEST_GRADIENT = 20f;
  private static final float CLF_X_LEARNING_RATE = 1e-3f;
  private static final float CLF_X_NOISE = 0.1f;

  private final StrongConfig config;
  private final NDManager manager;
  private final Networks nets;
  private final StyleFlow flow;
  private final LabelledImages images;
  private final WarpedDraws draws;
  private final Targets targets;
  private final int batch;
  private final Dither dither;
  private final FlatAdam optimizer;
  private final ClippedSteps steps;
  private final FlatAdam clfXOptimizer;
  private final Adversaries adversaries;
  private final SettleStage settling;
  private SplittableRandom random;
  private float[] contents = new float[0];

  StyleStage(
      StrongConfig config,
      NDManager manager,
      Networks nets,
      LabelledImages images,
      WarpedDraws draws) {
    if (nets.styleMap == null) {
      throw new IllegalArgumentException("the strong recipe needs networks with a flow");
    }
    this.config = config;
    this.manager = manager;
    this.nets = nets;
    this.flow = nets.styleMap.flow();
    this.dither = nets.styleMap.dither();
    this.images = images;
    this.draws = draws;
    this.targets = new Targets(images);
    this.batch = config.batch();
    this.random = new SplittableRandom(config.seed());
    List<NDArray> parameters = new ArrayList<>(nets.encZ.parameters().values());
    parameters.addAll(nets.dec.parameters().values());
    parameters.addAll(flow.parameters().values());
    parameters.add(dither.logVariance());
    this.optimizer = new FlatAdam(parameters);
    this.steps = new ClippedSteps(optimizer, LONGEST_GRADIENT);
    this.clfXOptimizer = new FlatAdam(List.copyOf(nets.clfX.parameters().values()));
    this.adversaries =
        new Adversaries(
            manager, config.adversaries(), config.dimZ(), images.classes(), targets.loss());
    this.settling = new SettleStage(config, manager, nets, flow, dither, images, adversaries);
  }

  void seed(long seed) {
    random = new SplittableRandom(~seed);
    settling.seed(seed);
  }

  /** Readies what an epoch needs; the same whether or not the run was stopped before it. */
  void prepare(StrongStages.Place place) {
    if (place.stage() == StrongStages.Stage.CONTENT) {
      return;
    }
    nets.encS.freeze(true);
    nets.clfS.freeze(true);
    if (contents.length == 0) {
      contents = nets.contents(images);
    }
    switch (place.stage()) {
      case DENSITY -> settling.prepare(place, contents);
      case STYLE -> adversaries.prepare(place.epoch());
      case SETTLE -> {
        settling.prepare(place, contents);
        adversaries.prepare(place.epoch());
      }
      default -> {}
    }
  }

  /** The stages of the flow alone. */
  SettleStage settling() {
    return settling;
  }

  /** A step of the features stage. */
  void rebuild(int epoch, double done, RunningMeans means) {
    draws.draw(WARPS);
    learnClfX(epoch, means);
    int[] donors = donors();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = halves(pixels(step)).get(0);
      NDArray features = nets.encZ.forward(x, true);
      NDArray noisy = dither.add(features, noise(features));
      NDArray c = content(step, draws.indices());
      NDArray other = content(step, donors);
      NDList logits =
          nets.decodeLogits(NDArrays.concat(new NDList(c, other)), twice(noisy), true)
              .split(new long[] {batch});
      NDArray rec = imageNats(logits.get(0), x);
      NDArray rate = FeatureRate.of(features, dither.logVariance());
      NDArray swap = swapLoss(step, sigmoid(logits.get(1)), donors);
      gradients.backward(
          rec.add(Weighted.by(config.weightRate(), rate))
              .add(Weighted.by(config.weightSwap(), swap)));
      means.add("rec_bce", Losses.finite("reconstruction", rec, epoch) / images.imageSize());
      means.add("rate", Losses.finite("rate", rate, epoch));
      means.add("swap_ce", Losses.finite("swap", swap, epoch));
    }
    steps.step(Annealing.rate(config.lr(), done), epoch, means);
  }

  /** A step of the style stage. */
  void play(int epoch, double done, RunningMeans means) {
    draws.draw(WARPS);
    learnClfX(epoch, means);
    int[] donors = donors();
    float[] codes;
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray both = pixels(step);
      NDArray x = halves(both).get(0);
      NDArray features = nets.encZ.forward(both, true);
      NDArray plain = halves(features).get(0);
      NDArray noisy = dither.add(features, twice(noise(plain)));
      NDArray noisyPlain = halves(noisy).get(0);
      NDArray c = content(step, draws.indices());
      NDArray other = content(step, donors);
      NDArray z = flow.toStyle(noisy, twice(c)).z();
      NDArray plainZ = halves(z).get(0);
      NDArray swapFeatures = flow.toFeatures(z, twice(other));
      NDList logits =
          nets.decodeLogits(
                  NDArrays.concat(new NDList(c, other, other)),
                  NDArrays.concat(new NDList(noisyPlain, swapFeatures)),
                  true)
              .split(new long[] {batch, 2L * batch});
      NDArray swapped = sigmoid(logits.get(1));
      NDArray ofWarped = sigmoid(logits.get(2));

      NDArray rec = imageNats(logits.get(0), x);
      NDArray rate = FeatureRate.of(plain, dither.logVariance());
      NDArray swap =
          Weighted.by(0.5f, swapLoss(step, swapped, donors).add(swapLoss(step, ofWarped, donors)));
      NDArray density = NormalDensity.of(flow.toStyle(noisyPlain.stopGradient(), c));
      NDArray following = WarpFollowing.of(ofWarped, warped(step, swapped));
      NDArray fooling = adversaries.fooled(step, plainZ);
      gradients.backward(
          rec.add(Weighted.by(config.weightRate(), rate))
              .add(Weighted.by(config.weightSwap(), swap))
              .add(Weighted.by(config.weightDensity(), density))
              .add(Weighted.by(config.weightWarp(), following))
              .add(Weighted.by(config.weightAdv(), fooling)));
      codes = plainZ.toFloatArray();
      means.add("rec_bce", Losses.finite("reconstruction", rec, epoch) / images.imageSize());
      means.add("rate", Losses.finite("rate", rate, epoch));
      means.add("swap_ce", Losses.finite("swap", swap, epoch));
      means.add("density", Losses.finite("density", density, epoch));
      means.add("warp", Losses.finite("warp", following, epoch));
      means.add("fool", Losses.finite("adversarial", fooling, epoch));
    }
    steps.step(Annealing.rate(config.lr() / 2, done), epoch, means);
    means.add("ce_z", adversaries.learn(codes, targets.values(draws.indices())));
  }

  private void learnClfX(int epoch, RunningMeans means) {
    nets.clfX.freeze(false);
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray x = halves(pixels(step)).get(1);
      NDArray noise = step.randomNormal(x.getShape()).mul(CLF_X_NOISE);
      NDArray loss = targets.loss(step, nets.clfX.forward(x.add(noise), true), draws.indices());
      gradients.backward(loss);
      means.add("ce_x", Losses.finite("Clf_x", loss, epoch));
    }
    clfXOptimizer.step(CLF_X_LEARNING_RATE);
    nets.clfX.freeze(true);
  }

  private NDArray pixels(NDManager step) {
    return step.create(draws.pixels(), new Shape(2L * batch, images.imageSize()), DataType.FLOAT32);
  }

  private NDList halves(NDArray both) {
    return both.split(new long[] {batch});
  }

  private static NDArray twice(NDArray once) {
    return NDArrays.concat(new NDList(once, once));
  }

  private static NDArray sigmoid(NDArray logits) {
    return logits.getNDArrayInternal().sigmoid();
  }

  private static NDArray noise(NDArray features) {
    return features.getManager().randomNormal(features.getShape());
  }

  /** Binary cross-entropy in nats an image. */
  private NDArray imageNats(NDArray logits, NDArray x) {
    return Weighted.by(images.imageSize(), PixelCrossEntropy.of(logits, x));
  }

  private NDArray swapLoss(NDManager step, NDArray swapped, int[] donors) {
    return targets.loss(step, nets.clfX.forward(swapped, true), donors);
  }

  /** The swaps, each warped as its style image was; a constant. */
  private NDArray warped(NDManager step, NDArray swapped) {
    int size = images.imageSize();
    float[] values = swapped.toFloatArray();
    float[] source = new float[size];
    float[] target = new float[size];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(values, i * size, source, 0, size);
      draws.warp(i, source, target);
      System.arraycopy(target, 0, values, i * size, size);
    }
    return step.create(values, new Shape(batch, size));
  }

  /** The batch's images in another order: whose content each swap shows. */
  private int[] donors() {
    int[] donors = draws.indices().clone();
    for (int i = donors.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = donors[i];
      donors[i] = donors[j];
      donors[j] = kept;
    }
    return donors;
  }

  private NDArray content(NDManager step, int[] indices) {
    return Rows.of(step, contents, images.classes(), indices);
  }

  @Override
  public void save(CheckpointWriter out) {
    new ParameterBuffers(state()).save(out.part("state"));
    optimizer.save(out.part("optimizer"));
    clfXOptimizer.save(out.part("clf_x"));
    adversaries.save(out.part("adversaries"));
    settling.save(out.part("settling"));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    new ParameterBuffers(state()).restore(in.part("state"));
    optimizer.restore(in.part("optimizer"));
    clfXOptimizer.restore(in.part("clf_x"));
    adversaries.restore(in.part("adversaries"));
    settling.restore(in.part("settling"));
  }

  private List<NDArray> state() {
    List<NDArray> state = new ArrayList<>(flow.state());
    state.addAll(dither.state());
    return state;
  }
}
