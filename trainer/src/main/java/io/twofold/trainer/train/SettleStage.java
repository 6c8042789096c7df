package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.NormalDensity;
import io.twofold.trainer.model.Dither;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.model.Weighted;
import io.twofold.trainer.optimize.FlatAdam;
import io.twofold.trainer.optimize.ParameterBuffers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The flow alone learns on what Enc_z sees of each image, which stays as it is, and so do
 * reconstructions: first its density, and at the end of the training, against the adversaries, to
 * silence what is left of the label in z while swaps stay near where they were.
 */
final class SettleStage implements Checkpointed {

  private static final float LONGEST_GRADIENT = 5f;

  private final StrongConfig config;
  private final NDManager manager;
  private final Networks nets;
  private final StyleFlow flow;
  private final StyleFlow before;
  private final LabelledImages images;
  private final Targets targets;
  private final Adversaries adversaries;
  private final Dither dither;
  private final FlatAdam optimizer;
  private final ClippedSteps steps;
  private final int batch;
  private SplittableRandom random;
  private float[] precision = new float[0];
  private float[] features = new float[0];
  private float[] contents = new float[0];

  /**
   * @param dither what features come in with, by whose size a swap's distance is measured
   */
  SettleStage(
      StrongConfig config,
      NDManager manager,
      Networks nets,
      StyleFlow flow,
      Dither dither,
      LabelledImages images,
      Adversaries adversaries) {
    this.config = config;
    this.manager = manager;
    this.nets = nets;
    this.flow = flow;
    this.before = flow.another(manager);
    this.images = images;
    this.targets = new Targets(images);
    this.adversaries = adversaries;
    this.dither = dither;
    this.optimizer = new FlatAdam(List.copyOf(flow.parameters().values()));
    this.steps = new ClippedSteps(optimizer, LONGEST_GRADIENT);
    this.batch = 2 * config.batch();
    this.random = new SplittableRandom(config.seed());
  }

  void seed(long seed) {
    random = new SplittableRandom(seed ^ 0x5e771e);
  }

  /** Readies an epoch of either stage. */
  void prepare(StrongStages.Place place, float[] contents) {
    this.contents = contents;
    features = nets.features(images);
    float[] deviations = dither.deviations();
    precision = deviations.clone();
    for (int d = 0; d < precision.length; d++) {
      precision[d] = 1 / precision[d];
    }
    if (place.epoch() > 0) {
      return;
    }
    if (place.stage() == StrongStages.Stage.DENSITY) {
      Whitening whitening = Whitening.of(features, deviations);
      flow.start(whitening.mean(), whitening.whiten(), whitening.colour());
    } else {
      before.copy(flow);
    }
  }

  /** A step of the density stage. */
  void fit(int epoch, double done, RunningMeans means) {
    int[] indices = draw();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray density = NormalDensity.of(flow.toStyle(seen(step, indices), content(step, indices)));
      gradients.backward(density);
      means.add("density", Losses.finite("density", density, epoch));
    }
    steps.step(Annealing.rate(config.lr(), done), epoch, means);
  }

  /** A step of the settle stage. */
  void settle(int epoch, double done, RunningMeans means) {
    int[] indices = draw();
    float[] codes;
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray seen = seen(step, indices);
      NDArray c = content(step, indices);
      NDArray other = content(step, shifted(indices));
      StyleFlow.Mapped mapped = flow.toStyle(seen, c);
      NDArray density = NormalDensity.of(mapped);
      NDArray place = before.toFeatures(before.toStyle(seen, c).z(), other).stopGradient();
      NDArray moved = flow.toFeatures(mapped.z(), other).sub(place);
      NDArray inNoise = moved.mul(step.create(precision));
      NDArray stay = inNoise.square().sum(new int[] {1}).mean();
      NDArray fooling = adversaries.fooled(step, mapped.z());
      gradients.backward(
          Weighted.by(config.weightDensity(), density)
              .add(Weighted.by(config.weightStay(), stay))
              .add(Weighted.by(config.weightAdv(), fooling)));
      codes = mapped.z().toFloatArray();
      means.add("density", Losses.finite("density", density, epoch));
      means.add("stay", Losses.finite("stay", stay, epoch));
      means.add("fool", Losses.finite("adversarial", fooling, epoch));
    }
    steps.step(Annealing.rate(config.lr(), done), epoch, means);
    means.add("ce_z", adversaries.learn(codes, targets.values(indices)));
    int[] more = draw();
    means.add("ce_z", adversaries.learn(codes(more), targets.values(more)));
  }

  private float[] codes(int[] indices) {
    try (NDManager pass = manager.newSubManager()) {
      return flow.toStyle(seen(pass, indices), content(pass, indices)).z().toFloatArray();
    }
  }

  private int[] draw() {
    int[] indices = new int[batch];
    Arrays.setAll(indices, i -> random.nextInt(images.count()));
    return indices;
  }

  /** The same images, each in its neighbour's place: whose content each swap shows. */
  private static int[] shifted(int[] indices) {
    int[] shifted = new int[indices.length];
    Arrays.setAll(shifted, i -> indices[(i + 1) % indices.length]);
    return shifted;
  }

  private NDArray seen(NDManager step, int[] indices) {
    NDArray rows = Rows.of(step, features, flow.dim(), indices);
    return dither.add(rows, step.randomNormal(rows.getShape())).stopGradient();
  }

  private NDArray content(NDManager step, int[] indices) {
    return Rows.of(step, contents, images.classes(), indices);
  }

  @Override
  public void save(CheckpointWriter out) {
    optimizer.save(out.part("optimizer"));
    beforeState().save(out.part("before"));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    optimizer.restore(in.part("optimizer"));
    beforeState().restore(in.part("before"));
  }

  private ParameterBuffers beforeState() {
    return new ParameterBuffers(before.state());
  }
}
