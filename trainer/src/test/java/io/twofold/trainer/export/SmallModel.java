package io.twofold.trainer.export;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.train.TrainConfig;
import io.twofold.trainer.train.Trainer;
import io.twofold.trainer.train.TrainingObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Small networks after ten iterations, which leave no weight and no bias at its start.
 *
 * @param manager owns the networks
 * @param nets the networks
 * @param images what they were trained on
 * @param config how
 */
record SmallModel(NDManager manager, Networks nets, LabelledImages images, TrainConfig config)
    implements AutoCloseable {

  /** Of digits of 1x28x28; more of them than one pass over the prototypes takes. */
  static SmallModel digits(long seed) throws IOException {
    return trained(Strokes.generate(1100, 1).images(), seed, NetKind.MLP);
  }

  /** Of noise of 3x8x6; no image is of the last of three classes. */
  static SmallModel colour(long seed) throws IOException {
    return trained(noise(3, 8, 6, seed), seed, NetKind.MLP);
  }

  /** Convolutional, of noise of any shape. */
  static SmallModel convolutional(int channels, int height, int width) throws IOException {
    return trained(noise(channels, height, width, 1), 1, NetKind.CONV);
  }

  private static LabelledImages noise(int channels, int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[40 * channels * height * width];
    random.nextBytes(pixels);
    int[] labels = random.ints(40, 0, 2).toArray();
    return new LabelledImages(channels, height, width, pixels, labels, List.of("a", "b", "none"));
  }

  /** Networks of the same sizes with weights of another seed. */
  SmallModel other() throws IOException {
    return trained(images, config.seed() + 1, config.net());
  }

  Exporter.Published publish(Path repository) throws IOException {
    return Exporter.publish(
        repository, "small", 1, nets, images, provenance(), Map.of("rec_mse", 0.25), Map.of());
  }

  Provenance provenance() {
    return Provenance.newBuilder()
        .setRecipe(TrainConfig.NAME)
        .putAllHyperParameters(config.toMap())
        .setDataSource("a test")
        .setDataSha256(images.sha256())
        .setSeed(config.seed())
        .putLibraries("djl", "0")
        .setCreated("2026-01-01T00:00:00Z")
        .build();
  }

  @Override
  public void close() {
    manager.close();
  }

  private static SmallModel trained(LabelledImages images, long seed, NetKind net)
      throws IOException {
    TrainConfig config =
        new TrainConfig(
            1,
            images.count() / 10,
            4,
            5,
            16,
            1,
            10,
            10,
            1,
            1e-2f,
            1e-2f,
            1e-2f,
            0.2f,
            0.3f,
            seed,
            net);
    Engine.getInstance().setRandomSeed((int) seed);
    NDManager manager = NDManager.newBaseManager();
    ImageShape shape = new ImageShape(images.channels(), images.height(), images.width());
    Networks nets =
        new Networks(
            manager,
            new Networks.Sizes(
                shape,
                images.classes(),
                config.dimS(),
                config.dimZ(),
                config.dimH(),
                config.dropoutEnc(),
                config.dropoutDec(),
                config.net()));
    new Trainer(config, manager, nets, images).run(new Silent());
    return new SmallModel(manager, nets, images, config);
  }

  private static final class Silent implements TrainingObserver {
    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine metrics) {}
  }
}
