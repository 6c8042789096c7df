package io.twofold.trainer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.Versions;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.evaluate.HeldOut;
import io.twofold.trainer.export.Exporter;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.Embeddings;
import io.twofold.trainer.report.RunPictures;
import io.twofold.trainer.report.Showcase;
import io.twofold.trainer.report.html.BundleReport;
import io.twofold.trainer.report.html.Report;
import io.twofold.trainer.report.html.ReportContent;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.run.RunJournal;
import io.twofold.trainer.train.Recipe;
import io.twofold.trainer.train.Training;
import io.twofold.trainer.train.TrainingObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Trains, measures, draws and publishes one version of a model.
 *
 * @param config every hyper-parameter
 * @param data what to learn from and be judged by
 * @param model the name to publish under
 * @param repository the model repository to publish into
 * @param folder where the run's pictures go
 * @param embeddingLimit the most held-out images in the t-SNE plots; 0 draws none
 * @param clock dates the bundle
 * @param journal keeps the run's configuration, metrics and checkpoints
 */
public record TrainingRun(
    Recipe config,
    Dataset data,
    String model,
    Path repository,
    Path folder,
    int embeddingLimit,
    Clock clock,
    RunJournal journal) {

  /** How many epochs lie between two pictures. */
  public static final int PICTURE_EVERY = 10;

  /** Where a version is kept, in the run's folder, that its repository could not take. */
  private static final String KEPT = "models";

  /** Watches a run. */
  public interface Observer {
    /** After each iteration, with the epoch's averages so far. */
    void iteration(EpochLine soFar, int iterationsPerEpoch);

    /** After each epoch. */
    void epoch(EpochLine metrics);

    /** What the run does when it is not training. */
    void stage(String what);
  }

  /**
   * What a run left behind.
   *
   * @param published the new version
   * @param measures on held-out images, by name
   * @param pictures their files
   */
  public record Outcome(
      Exporter.Published published, Map<String, Double> measures, List<Path> pictures) {}

  /**
   * Runs.
   *
   * @throws IOException where a picture or the bundle cannot be written
   */
  public Outcome run(Observer observer) throws IOException {
    Engine.getInstance().setRandomSeed((int) config.seed());
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets = new Networks(manager, config.sizes(data.train()))) {
      Coder coder = Coder.of(nets);
      RunPictures pictures = new RunPictures(folder, coder, data.test());
      List<Path> drawn = new ArrayList<>();
      List<EpochLine> history = new ArrayList<>();
      history.addAll(journal.epochs());
      Training trainer = config.training(manager, nets, data.train());
      journal.restore(trainer);
      trainer.run(
          new TrainingObserver() {
            @Override
            public void iteration(EpochLine soFar, int iterationsPerEpoch) {
              observer.iteration(soFar, iterationsPerEpoch);
            }

            @Override
            public void epoch(EpochLine metrics) throws IOException {
              observer.epoch(metrics);
              history.add(metrics);
              journal.epoch(metrics, metrics.epoch() == config.epochs(), trainer);
              if (metrics.epoch() % PICTURE_EVERY == 0 && metrics.epoch() < config.epochs()) {
                drawn.add(pictures.rows("rows_epoch_%03d.png".formatted(metrics.epoch())));
              }
            }
          });
      observer.stage("drawing");
      drawn.add(pictures.rows("rows.png"));
      drawn.add(pictures.swapGrid("swap_grid.png"));
      drawn.add(pictures.losses("losses.png", history));
      List<Embedding> embeddings = new ArrayList<>();
      if (embeddingLimit > 0) {
        embeddings.addAll(
            Embeddings.of(
                coder,
                data.test(),
                embeddingLimit,
                iteration -> observer.stage("t-SNE: iteration " + iteration)));
        drawn.add(pictures.scatter("tsne_s.png", embeddings.get(0)));
        drawn.add(pictures.scatter("tsne_z.png", embeddings.get(1)));
      }
      Map<String, Double> measures = new LinkedHashMap<>(HeldOut.classifiers(nets, data.test()));
      measures.putAll(HeldOut.codes(coder, data, observer::stage));
      observer.stage("exporting");
      Provenance provenance = provenance();
      Showcase showcase = pictures.showcase();
      LongFunction<ReportContent> report =
          version ->
              BundleReport.of(
                      "%s, version %d".formatted(model, version),
                      provenance,
                      coder,
                      showcase,
                      data.train())
                  .measures(measures)
                  .embeddings(embeddings)
                  .curves(RunPictures.curves(history))
                  .build();
      long expected = Versions.next(repository.resolve(model));
      drawn.add(folder.resolve(Report.FILE));
      BundleReport.write(report.apply(expected), folder.resolve(Report.FILE));
      Exporter.Published published =
          new Publication(model, nets, data.train(), provenance, measures, report)
              .into(repository, folder.resolve(KEPT));
      if (published.version() != expected) {
        BundleReport.write(report.apply(published.version()), folder.resolve(Report.FILE));
      }
      return new Outcome(published, measures, drawn);
    }
  }

  private Provenance provenance() {
    return Provenance.newBuilder()
        .setRecipe(config.name())
        .putAllHyperParameters(config.toMap())
        .setDataSource(data.source())
        .putAllDataSettings(data.settings())
        .setDataSha256(data.train().sha256())
        .setSeed(config.seed())
        .putAllLibraries(libraries())
        .setCreated(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }

  /** The versions of what a run computes with, by name. */
  public static Map<String, String> libraries() {
    Engine engine = Engine.getInstance();
    return Map.of(
        "djl",
        Engine.getDjlVersion(),
        engine.getEngineName().toLowerCase(Locale.ROOT),
        engine.getVersion(),
        "java",
        Runtime.version().toString());
  }
}
