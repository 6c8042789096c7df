package io.twofold.server.rollout;

import static io.twofold.server.rollout.Replica.TINY_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import io.twofold.v1.RolloutState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two servers in the middle of a rollout, at half of the calls, and what goes wrong around them.
 */
class RolloutFaultsTest {

  @TempDir Path repository;
  private final TestTime time = new TestTime();
  private final FillingDisk disk = new FillingDisk();
  private HalfwayRollout rollout;
  private Path file;
  private Replica here;
  private Replica there;

  @BeforeEach
  void start() throws Exception {
    rollout = new HalfwayRollout(repository, time, disk);
    file = rollout.file;
    here = rollout.here;
    there = rollout.there;
  }

  @AfterEach
  void close() {
    rollout.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600})
  void aWallClockThatIsSetNeitherEndsAStepNorHoldsIt(long seconds) throws Exception {
    here.see(100);
    time.pass(Duration.ofSeconds(599));
    time.jump(Duration.ofSeconds(seconds));
    here.look();
    assertThat(here.status().getWaitingFor()).isEqualTo("1 more seconds at this step");
    assertThat(here.status().getState().getStep()).isEqualTo(1);
    time.pass(Duration.ofSeconds(1));
    here.look();
    assertThat(here.status().getState().getStep()).isEqualTo(2);
  }

  @Test
  void onAFullDiskABreachCountsOnThisServerAtOnceAndOnAllOnceItIsWritten() throws Exception {
    String before = Files.readString(file);
    disk.full = true;
    here.evidence.notFinite(TINY_2);
    here.look();
    here.look();
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(here.shares()).isFalse();
    assertThat(there.shares()).isTrue();
    assertThat(here.status().getCandidateShare()).isZero();
    assertThat(here.status().getTrouble())
        .endsWith("rollout.json cannot be written: java.io.IOException: No space left on device");
    assertThat(here.status().getWaitingFor())
        .startsWith("its state to be usable again: ")
        .endsWith("No space left on device");

    // The other server has seen no breach, and goes on.
    there.see(100);
    time.pass(Duration.ofMinutes(10));
    there.look();
    here.look();
    assertThat(there.status().getCandidateShare()).isEqualTo(1);
    assertThat(here.status().getState().getStep()).isEqualTo(2);
    assertThat(here.shares()).isFalse();

    disk.full = false;
    rollout.lookBoth();
    for (Replica each : List.of(here, there)) {
      assertThat(each.status().getState().getCandidate()).isZero();
      assertThat(each.status().getState().getRefused(0).getReason())
          .startsWith("guard non_finite: version 2 has 1.000");
      assertThat(each.status().getTrouble()).isEmpty();
      assertThat(each.chosen()).isEqualTo(1);
    }
    here.commands.start("tiny", 2, HalfwayRollout.HALF, true, 0);
    here.look();
    here.commands.promote("tiny", 0);
    assertThat(here.chosen()).isEqualTo(2);
  }

  @Test
  void onAFullDiskAStepThatIsPassedWaitsForRoom() throws Exception {
    disk.full = true;
    here.see(100);
    time.pass(Duration.ofMinutes(10));
    here.look();
    assertThat(here.status().getState().getStep()).isEqualTo(1);
    assertThat(here.status().getTrouble()).contains("No space left");
    assertThat(here.shares()).isTrue();
    assertThatThrownBy(() -> here.commands.promote("tiny", 0))
        .hasMessageEndingWith("No space left on device");
    disk.full = false;
    here.look();
    assertThat(here.status().getState().getStep()).isEqualTo(2);
    assertThat(here.status().getTrouble()).isEmpty();
  }

  @Test
  void aBreachThatMeetsAnotherServersChangeIsNotForgotten() throws Exception {
    RolloutState advanced = there.rollouts.transitions().advance(there.status().getState(), 2);
    here.evidence.notFinite(TINY_2);
    time.whenLookedAt(() -> write(there, advanced));
    here.look();
    assertThat(here.status().getState().getStep()).isEqualTo(1);
    assertThat(here.shares()).isFalse();
    rollout.lookBoth();
    rollout.lookBoth();
    assertThat(there.status().getState().getRefused(0).getReason()).startsWith("guard non_finite");
    assertThat(here.status().getTrouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"generation\": ",
        "{\"stable\": -1}",
        "{\"generation\": \"-4\", \"stable\": 1}",
        "{\"stable\": 0, \"candidate\": 2}",
        "{\"stable\": 2, \"candidate\": 2}",
        "{\"stable\": 1, \"candidate\": 2, \"step\": 3, \"settings\": {\"steps\": [0.5, 1]}}",
        "{\"stable\": 1, \"candidate\": 2, \"step\": 4294967295}",
        "{\"stable\": 1, \"candidate\": 2, \"settings\": {\"steps\": [\"NaN\"]}}",
        "{\"stable\": 1, \"candidate\": 2, \"settings\": {\"leastTime\": \"99999999999s\"}}",
        "{\"stable\": 1, \"refused\": [{\"version\": -2}]}"
      })
  void aFileThatMakesNoSenseChangesNothingButABreachStillCounts(String content) throws Exception {
    Files.writeString(file, content);
    rollout.lookBoth();
    assertThat(here.status().getTrouble()).contains("is no rollout state");
    assertThat(List.of(here.shares(), there.shares())).containsExactly(true, true);
    here.evidence.notFinite(TINY_2);
    here.look();
    assertThat(here.shares()).isFalse();
    assertThat(Files.readString(file)).isEqualTo(content);
    assertThatThrownBy(() -> here.commands.promote("tiny", 0))
        .hasMessageContaining("is no rollout state");
  }

  @Test
  void aFileOfNothingButBracketsIsNoState() throws Exception {
    Files.writeString(file, "[".repeat(500_000));
    rollout.lookBoth();
    assertThat(here.status().getTrouble()).contains("is no rollout state");
    assertThat(here.shares()).isTrue();
  }

  /** Whoever restores an older file, or writes one by hand, is followed by every server alike. */
  @Test
  void anOlderGenerationIsFollowedByAllAndMovedOnFrom() throws Exception {
    RolloutState now = here.status().getState();
    here.commands.promote("tiny", 0);
    rollout.lookBoth();
    Files.writeString(file, JsonFormat.printer().print(now.toBuilder().setStep(2)));
    time.pass(Duration.ofSeconds(3));
    rollout.lookBoth();
    for (Replica each : List.of(here, there)) {
      assertThat(each.status().getState().getGeneration()).isEqualTo(now.getGeneration());
      assertThat(each.status().getCandidateShare()).isEqualTo(1);
    }
    there.evidence.notFinite(TINY_2);
    there.look();
    here.look();
    assertThat(here.status().getState().getGeneration()).isEqualTo(now.getGeneration() + 1);
    assertThat(List.of(here.chosen(), there.chosen())).containsExactly(1L, 1L);
  }

  @Test
  void whatNoOneCouldReadAgainIsNotWritten() throws Exception {
    assertThatThrownBy(() -> here.commands.rollBack("tiny", "x".repeat(1_001), 0))
        .hasMessage("reason must have at most 1,000 characters, not 1,001");
    RolloutState huge =
        here.rollouts.transitions().takeBack(here.status().getState(), "x".repeat(2 << 20));
    String before = Files.readString(file);
    assertThatThrownBy(() -> here.rollouts.write("tiny", huge)).hasMessageContaining("more than");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  private static void write(Replica replica, RolloutState next) {
    try {
      replica.rollouts.write("tiny", next);
    } catch (RolloutException e) {
      throw new AssertionError(e);
    }
  }
}
