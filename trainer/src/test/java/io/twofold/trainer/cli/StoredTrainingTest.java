package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTrainingTest {

  @TempDir Path folder;

  @Test
  void aFolderWithoutARunIsRefused() {
    CommandRun run = CommandRun.of("train", "--resume", folder.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "twofold: %s is not the folder of a run: it has no config.json".formatted(folder));
  }

  @Test
  void checkpointsAreAtLeastAnEpochApart() {
    CommandRun run = CommandRun.of("train", "--checkpoint-every=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--checkpoint-every must be at least 1, not 0");
  }
}
