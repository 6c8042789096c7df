package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
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
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.optimize.FlatAdam;
import java.util.ArrayList;
import java.util.List;

/** Enc_s and Clf_s learn the label from warped images. */
final class ContentStage implements Checkpointed {

  /** Looks that leave a label as it is. */
  private static final ImageWarp.Range WARPS = new ImageWarp.Range(0.17f, 0.17f, 0.12f, 1.5f, 0f);

  private final StrongConfig config;
  private final NDManager manager;
  private final Networks nets;
  private final WarpedDraws draws;
  private final Targets targets;
  private final int image;
  private final FlatAdam optimizer;

  ContentStage(
      StrongConfig config,
      NDManager manager,
      Networks nets,
      LabelledImages images,
      WarpedDraws draws) {
    this.config = config;
    this.manager = manager;
    this.nets = nets;
    this.draws = draws;
    this.targets = new Targets(images);
    this.image = images.imageSize();
    List<NDArray> parameters = new ArrayList<>(nets.encS.parameters().values());
    parameters.addAll(nets.clfS.parameters().values());
    this.optimizer = new FlatAdam(parameters);
  }

  void step(int epoch, double done, RunningMeans means) {
    draws.draw(WARPS);
    int batch = config.batch();
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray both = step.create(draws.pixels(), new Shape(2L * batch, image), DataType.FLOAT32);
      NDArray warped = both.split(new long[] {batch}).get(1);
      NDArray logits = nets.clfS.forward(nets.encS.forward(warped, true), true);
      NDArray loss = targets.loss(step, logits, draws.indices());
      gradients.backward(loss);
      means.add("ce_s", Losses.finite("Clf_s", loss, epoch));
      means.add("accuracy_s", targets.accuracy(logits, draws.indices()));
    }
    optimizer.step(Annealing.rate(config.lr(), done));
  }

  @Override
  public void save(CheckpointWriter out) {
    optimizer.save(out);
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    optimizer.restore(in);
  }
}
