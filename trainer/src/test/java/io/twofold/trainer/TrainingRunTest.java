package io.twofold.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.Codec;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
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
    Path repository = folder.resolve("models");
    Files.createDirectories(repository);
    Files.writeString(repository.resolve("digits"), "a file where the model's folder should be");
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
    TrainingRun run =
        new TrainingRun(
            config,
            data,
            "digits",
            repository,
            folder.resolve("run"),
            0,
            Clock.systemUTC(),
            RunJournal.start(folder.resolve("run"), kept, data, 1));

    Path bundle = folder.resolve("run/models/digits/1");
    assertThatThrownBy(() -> run.run(new Silent()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(repository + " cannot take the new version")
        .hasMessageEndingWith("cp -R %s %s".formatted(bundle, repository.resolve("digits/1")));
    Codec.open(bundle).close();
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
