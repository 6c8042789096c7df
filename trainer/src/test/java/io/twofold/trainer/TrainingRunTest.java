package io.twofold.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.Codec;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.train.EpochMetrics;
import io.twofold.trainer.train.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
    TrainingRun run =
        new TrainingRun(
            config,
            DataLookup.strokes(1, 120),
            "digits",
            repository,
            folder.resolve("run"),
            0,
            Clock.systemUTC());

    Path kept = folder.resolve("run/models/digits/1");
    assertThatThrownBy(() -> run.run(new Silent()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(repository + " cannot take the new version")
        .hasMessageEndingWith("cp -R %s %s".formatted(kept, repository.resolve("digits/1")));
    Codec.open(kept).close();
  }

  private static final class Silent implements TrainingRun.Observer {
    @Override
    public void iteration(EpochMetrics soFar, int iterationsPerEpoch) {}

    @Override
    public void epoch(EpochMetrics metrics) {}

    @Override
    public void stage(String what) {}
  }
}
