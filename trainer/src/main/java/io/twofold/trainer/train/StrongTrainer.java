package io.twofold.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.WarpedDraws;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;

/**
 * The {@code strong} recipe: z is alive and silent at once. Stages follow one another:
 *
 * <ol>
 *   <li>content: Enc_s, Clf_s and Clf_x learn the label from warped images, so that s carries the
 *       label and little else; then Enc_s and Clf_s stay as they are;
 *   <li>features: Enc_z and Dec learn to rebuild the image from noisy features and the content c =
 *       Clf_s(s), and to show the content's label in a swap;
 *   <li>density: a flow that is told c learns what features are like for each content;
 *   <li>style: the flow maps the features to z and back. It learns to make z the same normal
 *       distribution for each content, against adversaries that start afresh now and then, and all
 *       of Enc_z, flow and Dec learn that a swap follows each warp of its style image;
 *   <li>settle: the flow alone silences what is left, near where swaps are.
 * </ol>
 *
 * <p>Everything random is drawn from the seed and the epoch, so a run that goes on from an epoch's
 * checkpoint is the run that was never stopped.
 */
public final class StrongTrainer implements Training {

  private final StrongConfig config;
  private final WarpedDraws draws;
  private final int iterationsPerEpoch;
  private final ContentStage content;
  private final StyleStage style;
  private final NetworkStates states;
  private int epochsDone;

  /**
   * @param manager owns what lives as long as the trainer
   * @param nets the networks to train, with a flow
   * @param images to learn from, at least one batch of them
   */
  public StrongTrainer(
      StrongConfig config, NDManager manager, Networks nets, LabelledImages images) {
    if (images.count() < config.batch()) {
      throw new IllegalArgumentException(
          "--batch %d needs at least as many training images, not %d"
              .formatted(config.batch(), images.count()));
    }
    this.config = config;
    this.iterationsPerEpoch = images.count() / config.batch();
    this.draws = new WarpedDraws(images, config.batch(), config.seed());
    this.content = new ContentStage(config, manager, nets, images, draws);
    this.style = new StyleStage(config, manager, nets, images, draws);
    this.states = NetworkStates.of(nets);
  }

  @Override
  public void run(TrainingObserver observer) throws IOException {
    while (epochsDone < config.epochs()) {
      int epoch = epochsDone + 1;
      StrongStages.Place place = config.stages().place(epoch);
      seed(epoch);
      style.prepare(place);
      RunningMeans means = new RunningMeans();
      long start = System.nanoTime();
      for (int iteration = 0; iteration < iterationsPerEpoch; iteration++) {
        double done = place.done((double) iteration / iterationsPerEpoch);
        switch (place.stage()) {
          case CONTENT -> content.step(epoch, done, means);
          case FEATURES -> style.rebuild(epoch, done, means);
          case DENSITY -> style.settling().fit(epoch, done, means);
          case STYLE -> style.play(epoch, done, means);
          case SETTLE -> style.settling().settle(epoch, done, means);
        }
        observer.iteration(line(place, epoch, iteration + 1, start, means), iterationsPerEpoch);
      }
      epochsDone = epoch;
      observer.epoch(line(place, epoch, iterationsPerEpoch, start, means));
    }
  }

  private static EpochLine line(
      StrongStages.Place place, int epoch, int iterations, long startNanos, RunningMeans means) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new EpochLine(epoch, place.stage().label(), iterations, seconds, means.values());
  }

  private void seed(int epoch) {
    EpochSeeds seeds = EpochSeeds.of(config.seed(), epoch);
    Engine.getInstance().setRandomSeed(seeds.engine());
    draws.seed(seeds.autoencoder());
    style.seed(seeds.adversary());
  }

  @Override
  public void save(CheckpointWriter out) {
    out.put("epochs", epochsDone);
    states.save(out.part("networks"));
    content.save(out.part("content"));
    style.save(out.part("style"));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    epochsDone = Math.toIntExact(in.number("epochs"));
    states.restore(in.part("networks"));
    content.restore(in.part("content"));
    style.restore(in.part("style"));
  }
}
