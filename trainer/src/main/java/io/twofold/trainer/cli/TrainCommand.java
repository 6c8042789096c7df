package io.twofold.trainer.cli;

import io.twofold.codec.bundle.Manifests;
import io.twofold.trainer.TrainingRun;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.disk.UnwritableException;
import io.twofold.trainer.report.Png;
import io.twofold.trainer.report.SampleSheet;
import io.twofold.trainer.run.RunConfig;
import io.twofold.trainer.run.RunJournal;
import io.twofold.trainer.run.RunLock;
import io.twofold.trainer.train.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold train}. */
@Command(
    name = "train",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Trains a model and publishes it as the next version in a model repository.",
      "Nothing is published unless ONNX Runtime computes what the trainer computes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold train                                 the whole recipe on MNIST",
      "  ./twofold train --data strokes --epochs 3       a first look, without any download",
      "  ./twofold train --net conv                      convolutional networks",
      "  ./twofold train --data mnist --data-dir ~/mnist your copy of MNIST",
      "  ./twofold train --data folder:photos --validate-only   checks your own images first",
      "  ./twofold train --data folder:photos --size 32x32 --channels rgb",
      "  ./twofold train --data csv:photos/labels.csv    classes, or several labels an image",
      "  ./twofold train --repository /srv/models --model digits",
      "  ./twofold train --resume runs/mnist-20261125-031500   a run that was interrupted",
      "  ./twofold train --like models/mnist/2 --seed 2   as that version was trained, with another"
          + " seed",
      "",
      "Exit codes: 0 published (or checked), 1 failed (nothing was published), 2 wrong command"
          + " line."
    })
final class TrainCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DataOptions dataOptions = new DataOptions();
  @Mixin RecipeOptions recipe = new RecipeOptions();

  @Option(
      names = "--repository",
      defaultValue = "models",
      paramLabel = "DIR",
      description = "Model repository to publish into. Default: ${DEFAULT-VALUE}.")
  Path repository = Path.of("models");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Name of the model. Default: the data set's.")
  @Nullable String model;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = {
        "Where the run's pictures, metrics and checkpoints go. Default: runs/MODEL-DATE-TIME."
      })
  @Nullable Path runDir;

  @Option(
      names = "--limit-train",
      paramLabel = "N",
      description = "Learn from the first N training images only.")
  int limitTrain = Integer.MAX_VALUE;

  @Option(
      names = "--validate-only",
      description = {
        "Check the data set instead of training: print the images of each label and what is odd,"
            + " and",
        "draw samples.png in the run's folder."
      })
  boolean validateOnly;

  @Option(
      names = "--tsne",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Held-out images in the t-SNE plots, 0 for none. Default: ${DEFAULT-VALUE}.")
  int tsne = 10_000;

  @Option(
      names = "--checkpoint-every",
      defaultValue = "1",
      paramLabel = "N",
      description = "Epochs from one checkpoint to the next. Default: ${DEFAULT-VALUE}.")
  int checkpointEvery = 1;

  @Option(
      names = "--resume",
      paramLabel = "RUN_DIR",
      description = {
        "Go on with the run in this folder from its last checkpoint, with the options that it was",
        "started with; others given here take their place if they change nothing that is learnt."
      })
  @Nullable Path resume;

  @Option(
      names = "--like",
      paramLabel = "BUNDLE",
      description = {
        "Train as a published version was trained: its recipe, every hyper-parameter and its data"
            + " set,",
        "from its manifest. Other options given here take their place; with --data, only the recipe"
            + " is",
        "taken."
      })
  @Nullable Path like;

  /** The SHA-256 that the training images should have; empty for any. */
  String expectedSha256 = "";

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Threads to compute with; one is best for small networks. Default: ${DEFAULT-VALUE}.")
  int threads = 1;

  @Override
  public Integer call() throws IOException {
    CommandLine typed = spec.commandLine();
    if (resume != null) {
      new UsageChecks(typed).require(like == null, "--resume goes on with a run: leave out --like");
      return StoredTraining.ofRun(resume, typed).train(resume);
    }
    return like == null ? train(null) : StoredTraining.like(like, typed).train(null);
  }

  /**
   * Trains by the options.
   *
   * @param resumed the folder of the run that goes on; none for a new run
   */
  private int train(@Nullable Path resumed) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    UsageChecks usage = new UsageChecks(spec.commandLine());
    Recipe config = usage.of(recipe::toConfig);
    dataOptions.check(usage);
    usage.requireAtLeast("--limit-train", limitTrain, 1);
    usage.requireAtLeast("--tsne", tsne, 0);
    usage.requireAtLeast("--threads", threads, 1);
    usage.requireAtLeast("--checkpoint-every", checkpointEvery, 1);
    usage.require(
        model == null || Manifests.isModelName(model),
        "--model '%s' is not a model's name".formatted(model));
    EngineSettings.setThreads(threads);
    Dataset whole = dataOptions.load(err);
    Dataset data = usage.of(() -> whole.withTrainLimit(limitTrain));
    if (!expectedSha256.isEmpty() && !expectedSha256.equals(data.train().sha256())) {
      err.println("Warning: the images are not those that the version was trained on.");
    }
    if (validateOnly) {
      Path sheet = (runDir == null ? defaultRunFolder(data.name()) : runDir).resolve("samples.png");
      DataCheck.print(data, spec.commandLine().getOut());
      Png.write(SampleSheet.draw(data.train(), 12, 40), sheet);
      spec.commandLine().getOut().println("Samples: " + sheet);
      return 0;
    }
    usage.require(
        config.batch() <= data.train().count(),
        "--batch must be at most the %d images to learn from, not %d"
            .formatted(data.train().count(), config.batch()));
    String name = model == null ? data.name() : model;
    Path folder = resumed != null ? resumed : runDir == null ? defaultRunFolder(name) : runDir;
    RunConfig run = RunConfigs.of(config, data, name, spec.commandLine(), Clock.systemUTC());
    try (RunLock alone = RunLock.take(folder, err::println)) {
      RunJournal journal =
          resumed == null
              ? RunJournal.start(alone.folder(), run, data, checkpointEvery)
              : RunJournal.resume(alone.folder(), run, checkpointEvery, err::println);
      report(train(config, data, name, folder, journal), spec.commandLine().getOut());
    } catch (UnwritableException e) {
      throw new IOException(e.getMessage() + ". " + wayOn(folder), e);
    }
    return 0;
  }

  private TrainingRun.Outcome train(
      Recipe config, Dataset data, String name, Path folder, RunJournal journal)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Files.createDirectories(repository);
    err.println(
        String.format(
            Locale.ROOT,
            "Training %s on %s: %,d images to learn from, %,d held out. Pictures: %s",
            name,
            data.source(),
            data.train().count(),
            data.test().count(),
            folder));
    if (!journal.epochs().isEmpty()) {
      err.printf("Going on after epoch %d of %d.%n", journal.epochs().size(), config.epochs());
    }

    TrainingProgress progress = new TrainingProgress(err, config);
    try {
      return new TrainingRun(
              config, data, name, repository, folder, tsne, Clock.systemUTC(), journal)
          .run(progress);
    } finally {
      progress.done();
    }
  }

  /** What to do where the disk has refused a file. */
  private static String wayOn(Path folder) {
    return RunConfig.isIn(folder)
        ? "Published versions are as they were, and so are the run's checkpoints. Once the file can"
            + " be written: ./twofold train --resume "
            + folder
        : "Nothing was trained yet: name another folder with --run-dir";
  }

  private static void report(TrainingRun.Outcome outcome, PrintWriter out) {
    MeasureTable.print(outcome.measures(), out);
    out.println("Pictures:");
    outcome.pictures().forEach(picture -> out.println("  " + picture));
    out.println(
        String.format(
            Locale.ROOT,
            "Published %s (ONNX Runtime and the trainer differ by %.1e at most)."
                + "%nA swap takes %,d multiply-adds.",
            outcome.published().folder(),
            outcome.published().parityError(),
            outcome.published().multiplyAdds()));
  }

  private static Path defaultRunFolder(String name) {
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    return Path.of(
        "runs", name + "-" + LocalDateTime.now(Clock.system(ZoneId.systemDefault())).format(stamp));
  }
}
