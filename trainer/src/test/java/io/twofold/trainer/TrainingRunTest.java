package io.twofold.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.Codec;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.disk.UnwritableException;
import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.run.RunConfig;
import io.twofold.trainer.run.RunJournal;
import io.twofold.trainer.train.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  @TempDir Path folder;

  @Test
  void aVersionThatTheRepositoryCannotTakeIsKeptInTheRun() throws IOException {
    Path modelFolder = takenModelFolder();
    TrainingRun run = run();
    Path bundle = folder.resolve("run/models/digits/1");
    assertThatThrownBy(() -> run.run(new Silent()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s cannot be written: %s is a file, not a folder. The new version is kept; once there"
                + " is room: cp -R %s %s",
            modelFolder, modelFolder, bundle, modelFolder.resolve("1"));
    Codec.open(bundle).close();
  }

  @Test
  void aVersionThatNothingCanTakeCanStillBePublishedFromItsCheckpoint() throws IOException {
    Path modelFolder = takenModelFolder();
    TrainingRun run = run();
    Files.writeString(folder.resolve("run/models"), "a file");
    assertThatThrownBy(() -> run.run(new Silent()))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("%s cannot be written: %s is a file, not a folder", modelFolder, modelFolder);
    assertThat(folder.resolve("run/checkpoints/epoch-000001.ckpt")).isRegularFile();
  }

  private Path takenModelFolder() throws IOException {
    Files.createDirectories(folder.resolve("models"));
    return Files.writeString(folder.resolve("models/digits"), "where a folder should be");
  }

  private TrainingRun run() throws IOException {
    TrainConfig config =
        new TrainConfig(1, 32, 4, 5, 16, 1, 10, 10, 1, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 7);
    Dataset data = DataLookup.strokes(1, 120);
    RunConfig kept =
        new RunConfig(
            "2026-11-25T00:00:00Z",
            "digits",
            TrainConfig.NAME,
            config.toMap(),
            data.settings(),
            data.train().sha256(),
            Map.of(),
            Map.of());
    return new TrainingRun(
        config,
        data,
        "digits",
        folder.resolve("models"),
        folder.resolve("run"),
        0,
        Clock.systemUTC(),
        RunJournal.start(folder.resolve("run"), kept, data, 1));
  }

  private static final class Silent implements TrainingRun.Observer {
    @Override
    public void iteration(EpochLine soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochLine metrics) {}

    @Override
    public void stage(String what) {}
  }
}
