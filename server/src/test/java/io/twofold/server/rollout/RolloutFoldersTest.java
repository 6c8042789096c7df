package io.twofold.server.rollout;

import static io.twofold.server.rollout.Replica.TINY_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout that is halfway, and folders that go away beneath it. */
class RolloutFoldersTest {

  @TempDir Path repository;
  private final TestTime time = new TestTime();
  private HalfwayRollout rollout;
  private Replica here;
  private Replica there;

  @BeforeEach
  void start() throws Exception {
    rollout = new HalfwayRollout(repository, time, new FillingDisk());
    here = rollout.here;
    there = rollout.there;
  }

  @AfterEach
  void close() {
    rollout.close();
  }

  @Test
  void aCandidateWhoseFolderIsRemovedIsTakenBack() throws Exception {
    delete(repository.resolve("tiny/2"));
    assertThatThrownBy(() -> here.commands.promote("tiny", 0))
        .hasMessage("version 2 has no folder any more: no server could load it again");
    rollout.lookBoth();
    for (Replica each : List.of(here, there)) {
      assertThat(each.status().getState().getRefused(0).getReason())
          .isEqualTo("its folder is gone");
      assertThat(each.chosen()).isEqualTo(1);
    }
  }

  /** A network's file system may tell of a folder late. */
  @Test
  void aFolderThatAServerHasNotSeenIsWaitedForBeforeItIsGone() throws Exception {
    Path aside = Files.move(repository.resolve("tiny/2"), repository.resolve(".2"));
    try (Replica late = new Replica(repository, "late", time)) {
      assertThat(late.status().getWaitingFor()).isEqualTo("version 2 to be loaded");
      assertThat(late.chosen()).isEqualTo(1);
      Files.move(aside, repository.resolve("tiny/2"));
      late.look();
      assertThat(late.shares()).isTrue();
    }
    Files.move(repository.resolve("tiny/2"), aside);
    try (Replica late = new Replica(repository, "late", time)) {
      time.pass(Duration.ofMinutes(2));
      late.look();
      assertThat(late.status().getState().getRefused(0).getReason())
          .isEqualTo("its folder is gone");
    }
  }

  @Test
  void aStableVersionWhoseFolderIsRemovedServesOnAndIsGoneBackTo() throws Exception {
    delete(repository.resolve("tiny/1"));
    rollout.lookBoth();
    assertThat(here.shares()).isTrue();
    here.evidence.notFinite(TINY_2);
    rollout.lookBoth();
    assertThat(here.status().getState().getCandidate()).isZero();
    assertThat(List.of(here.chosen(), there.chosen())).containsExactly(1L, 1L);
  }

  @Test
  void aVersionThatIsGoneIsNotGoneBackTo() throws Exception {
    here.commands.promote("tiny", 0);
    delete(repository.resolve("tiny/1"));
    assertThatThrownBy(() -> here.commands.rollBack("tiny", "", 0))
        .hasMessage("version 1 has no folder any more: no server could load it again");
    assertThat(here.chosen()).isEqualTo(2);
  }

  @Test
  void aModelsFolderThatCannotBeReadChangesNothing() throws Exception {
    Path folder = repository.resolve("tiny");
    Path aside = Files.move(folder, repository.resolve(".tiny"));
    Files.writeString(folder, "no folder");
    rollout.lookBoth();
    rollout.lookBoth();
    assertThat(List.of(here.shares(), there.shares())).containsExactly(true, true);
    assertThat(here.status().getTrouble()).contains("rollout.json cannot be read");
    here.evidence.notFinite(TINY_2);
    here.look();
    assertThat(here.chosen()).isEqualTo(1);
    assertThat(there.shares()).isTrue();

    Files.delete(folder);
    Files.move(aside, folder);
    rollout.lookBoth();
    rollout.lookBoth();
    assertThat(here.status().getTrouble()).isEmpty();
    assertThat(there.status().getState().getRefused(0).getReason()).startsWith("guard non_finite");
    assertThat(there.chosen()).isEqualTo(1);
  }

  /**
   * A folder that is not there for a while, as where a network's disk is lost, takes nothing back.
   */
  @Test
  void aModelsFolderThatIsGoneForAWhileTakesNothingBack() throws Exception {
    Path folder = repository.resolve("tiny");
    Path aside = Files.move(folder, repository.resolve(".tiny"));
    rollout.lookBoth();
    rollout.lookBoth();
    assertThat(here.chosen()).isIn(1L, 2L);
    Files.move(aside, folder);
    rollout.lookBoth();
    assertThat(here.status().getState().getCandidate()).isEqualTo(2);
    assertThat(List.of(here.shares(), there.shares())).containsExactly(true, true);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
