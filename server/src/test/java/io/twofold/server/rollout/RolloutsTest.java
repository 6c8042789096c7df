package io.twofold.server.rollout;

import static io.twofold.server.rollout.Replica.TINY_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one folder, with a clock that the test moves. */
class RolloutsTest {

  private static final RolloutSettings QUICK =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.25, 1.0))
          .setLeastTime(Durations.fromSeconds(10))
          .setLeastSamples(30)
          .build();

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final TestTime time = new TestTime();
  private Replica here;
  private Replica there;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    here = replica("here");
    there = replica("there");
    new TinyBundle("tiny", 2).publish(folder);
    here.commands.pin("tiny", 1, 0);
    here.look();
    there.look();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void aGoodVersionComesThroughEveryStepOnBothServers() throws Exception {
    begin();
    assertThat(here.status().getWaitingFor()).isEqualTo("10 more seconds at this step");
    time.pass(Duration.ofSeconds(10));
    assertThat(here.status().getWaitingFor()).isEqualTo("30 more copied calls of version 2");
    for (int i = 0; i < 30; i++) {
      here.evidence.copied(TINY_2, 0.01, 1_000_000);
    }
    here.see(100);
    lookBoth();
    assertThat(there.status().getCandidateShare()).isEqualTo(0.25);

    assertThat(there.status().getCandidate().getCalls()).isZero();
    time.pass(Duration.ofSeconds(10));
    there.see(100);
    lookBoth();
    lookBoth();
    assertThat(here.status().getCandidateShare()).isEqualTo(1);
    assertThat(here.chosen()).isEqualTo(2);

    time.pass(Duration.ofSeconds(10));
    here.see(100);
    lookBoth();
    lookBoth();
    for (Replica replica : List.of(here, there)) {
      assertThat(replica.status().getState().getStable()).isEqualTo(2);
      assertThat(replica.status().getState().getPrevious()).isEqualTo(1);
      assertThat(replica.chosen()).isEqualTo(2);
    }
    assertThat(here.status().getState().getHistoryList())
        .extracting(event -> event.getBy() + ": " + event.getWhat())
        .containsExactly(
            "here: version 1 is pinned",
            "here: version 2 starts, in the shadow",
            "here: version 2 gets 25.0 % of the calls",
            "there: version 2 gets 100 % of the calls",
            "here: version 2 is the stable version: every step was passed");
  }

  @Test
  void aBreachThatOneServerSeesTakesTheVersionBackOnBoth() throws Exception {
    begin();
    there.evidence.notFinite(TINY_2);
    lookBoth();
    lookBoth();
    for (Replica replica : List.of(here, there)) {
      assertThat(replica.status().getState().getCandidate()).isZero();
      assertThat(replica.status().getState().getRefused(0).getReason())
          .startsWith("guard non_finite: version 2 has 1.000, above 0.000");
      assertThat(replica.chosen()).isEqualTo(1);
    }
    assertThatThrownBy(() -> here.commands.start("tiny", 2, QUICK, false, 0))
        .hasMessageContaining("was taken back before");
  }

  /** The last step is compared with what the stable version last did. */
  @Test
  void atTheLastStepAVersionThatHasBecomeSlowIsTakenBack() throws Exception {
    begin();
    write(state -> state.setStep(1));
    here.see(1_000);
    write(state -> state.setStep(2));
    assertThat(here.chosen()).isEqualTo(2);
    assertThat(here.status().getStable().getCalls()).isEqualTo(1_000);
    assertThat(here.status().getStable().getChecks()).isZero();
    for (int i = 0; i < 1_000; i++) {
      here.evidence.answered(TINY_2, false, 50_000_000);
    }
    lookBoth();
    assertThat(there.status().getState().getRefused(0).getReason()).startsWith("guard p50: ");
    assertThat(there.chosen()).isEqualTo(1);
  }

  @Test
  void aRolloutThatFollowsAPinAtOnceIsComparedWithThePinnedVersion() throws Exception {
    new TinyBundle("tiny", 3).publish(folder);
    here.commands.pin("tiny", 0, 0);
    here.look();
    assertThat(here.chosen()).isEqualTo(3);
    here.commands.pin("tiny", 1, 0);
    assertThat(here.commands.start("tiny", 2, QUICK, false, 0).getState().getStable()).isEqualTo(1);
    here.look();
    assertThat(here.chosen()).isEqualTo(1);
  }

  @Test
  void aVersionThatCannotBeLoadedIsTakenBackWithItsReason() throws Exception {
    Path graph = folder.resolve("tiny/2/dec.onnx");
    byte[] damaged = Files.readAllBytes(graph);
    damaged[10] ^= 1;
    Files.write(graph, damaged);
    here.commands.start("tiny", 2, QUICK, false, 0);
    here.look();
    here.look();
    assertThat(here.status().getState().getRefused(0).getReason())
        .startsWith("it cannot be loaded: dec.onnx has SHA-256");
    assertThat(here.chosen()).isEqualTo(1);
    assertThatThrownBy(() -> here.commands.start("tiny", 2, QUICK, true, 0))
        .hasMessageStartingWith("version 2 cannot be loaded: dec.onnx has SHA-256");
  }

  @Test
  void changesMadeFromAnOlderStateAreRefused() throws Exception {
    begin();
    long generation = here.status().getState().getGeneration();
    there.commands.pause("tiny", true, generation);
    assertThatThrownBy(() -> here.commands.promote("tiny", generation))
        .isInstanceOf(RolloutException.class)
        .hasMessageContaining("has moved on to generation " + (generation + 1));
    here.commands.promote("tiny", 0);
    assertThat(here.status().getState().getStable()).isEqualTo(2);
  }

  @Test
  void aStateThatCannotBeReadChangesNothing() throws Exception {
    begin();
    Files.writeString(folder.resolve("tiny/rollout.json"), "{broken");
    lookBoth();
    assertThat(here.status().getState().getCandidate()).isEqualTo(2);
    assertThat(here.chosen()).isEqualTo(1);
    assertThatThrownBy(() -> here.commands.promote("tiny", 0))
        .hasMessageContaining("is no rollout state");
  }

  @Test
  void aServerThatStartsAgainGoesOnWhereItWas() throws Exception {
    begin();
    here.commands.promote("tiny", 0);
    Replica again = replica("again");
    assertThat(again.status().getState().getStable()).isEqualTo(2);
    assertThat(again.chosen()).isEqualTo(2);
    again.commands.rollBack("tiny", "", 0);
    assertThat(again.chosen()).isEqualTo(1);
    assertThat(again.status().getState().getRefused(0).getReason())
        .isEqualTo("it was rolled back by hand");
  }

  private Replica replica(String name) throws Exception {
    Replica made = new Replica(folder, name, time);
    opened.add(made);
    return made;
  }

  /** Moves the state on, as a server that has seen enough does. */
  private void write(UnaryOperator<RolloutState.Builder> change) throws Exception {
    RolloutState.Builder next = here.rollouts.file("tiny").read().toBuilder();
    here.rollouts.write("tiny", change.apply(next).setGeneration(next.getGeneration() + 1).build());
  }

  private void begin() throws Exception {
    here.commands.start("tiny", 2, QUICK, false, 0);
    here.look();
    there.look();
  }

  private void lookBoth() throws Exception {
    here.look();
    there.look();
  }
}
