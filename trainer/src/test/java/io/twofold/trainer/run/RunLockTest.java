package io.twofold.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.disk.UnwritableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @TempDir Path parent;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void aFolderIsTakenOnceAtATime() throws Exception {
    Path folder = parent.resolve("runs/one");
    try (RunLock lock = RunLock.take(folder, warnings::add)) {
      assertThatThrownBy(() -> RunLock.take(folder, warnings::add))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(
              "a run is under way in %s: wait for its end, or choose another folder with --run-dir",
              folder);
      RunLock.take(parent.resolve("runs/another"), warnings::add).close();
      assertThat(lock.folder()).isEqualTo(folder);
    }
    RunLock.take(folder, warnings::add).close();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aPlaceThatTakesNoFileIsNamed() throws Exception {
    Path file = Files.writeString(parent.resolve("run"), "no folder");
    assertThatThrownBy(() -> RunLock.take(file, warnings::add))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(
            "%s cannot be written: %s is a file, not a folder", file.resolve(".lock"), file);
  }
}
