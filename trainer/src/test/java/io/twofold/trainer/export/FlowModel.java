package io.twofold.trainer.export;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.MultiStrokes;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.train.StageShares;
import io.twofold.trainer.train.StrongConfig;
import io.twofold.trainer.train.TrainingObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Small networks with a flow, after a few iterations of each stage of the strong recipe.
 *
 * @param manager owns the networks
 * @param nets the networks
 * @param images what they were trained on
 */
record FlowModel(NDManager manager, Networks nets, LabelledImages images) implements AutoCloseable {

  static FlowModel of(LabelKind labels, NetKind net) throws IOException {
    LabelledImages images =
        switch (labels) {
          case SINGLE -> Strokes.generate(64, 1).images();
          case MULTI -> MultiStrokes.generate(64, 1).images();
        };
    StyleFlow.Size flow = new StyleFlow.Size(2, 8);
    StrongConfig config =
        new StrongConfig(
            5,
            16,
            4,
            4,
            16,
            flow,
            0.3f,
            3,
            10,
            2,
            20,
            0.02f,
            2,
            1e-2f,
            0.1f,
            1,
            net,
            StageShares.DEFAULTS);
    Engine.getInstance().setRandomSeed(1);
    NDManager manager = NDManager.newBaseManager();
    Networks nets = new Networks(manager, config.sizes(images));
    config.training(manager, nets, images).run(new Silent());
    return new FlowModel(manager, nets, images);
  }

  /** The flow between the features and z. */
  StyleFlow flow() {
    return Objects.requireNonNull(nets.styleMap).flow();
  }

  Exporter.Published publish(Path repository) throws IOException {
    Provenance provenance =
        Provenance.newBuilder()
            .setRecipe(StrongConfig.NAME)
            .setDataSource("a test")
            .setDataSha256(images.sha256())
            .setCreated("2026-01-01T00:00:00Z")
            .build();
    return Exporter.publish(repository, "flow", 1, nets, images, provenance, Map.of(), Map.of());
  }

  @Override
  public void close() {
    manager.close();
  }

  private static final class Silent implements TrainingObserver {
    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine line) {}
  }
}
