package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.twofold.codec.TinyBundle;
import io.twofold.server.lifecycle.HeardLifecycle;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.TestLanes;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one folder, with a clock that the test moves. */
class RolloutsTest {

  private static final VersionId TINY_1 = new VersionId("tiny", 1);
  private static final VersionId TINY_2 = new VersionId("tiny", 2);
  private static final RolloutSettings QUICK =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.25, 1.0))
          .setLeastTime(Durations.fromSeconds(10))
          .setLeastSamples(30)
          .build();

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Replica here;
  private Replica there;

  private final class Replica {
    final Evidence evidence = new Evidence();
    final ModelLifecycle lifecycle;
    final Rollouts rollouts;
    final RolloutCommands commands;

    Replica(String name) throws Exception {
      lifecycle =
          new ModelLifecycle(
              new ModelRepository(folder), new HeardLifecycle(), TestLanes::of, System::nanoTime);
      Clock clock =
          new Clock() {
            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          };
      rollouts = new Rollouts(folder, lifecycle, evidence, clock, name, () -> {});
      commands = new RolloutCommands(rollouts);
      lifecycle.load();
      look();
      opened.add(lifecycle);
    }

    /** What the server's threads do again and again. */
    void look() throws Exception {
      rollouts.tick();
      lifecycle.refresh();
    }

    RolloutStatus status() throws Exception {
      return rollouts.status("tiny");
    }

    long chosen() throws Exception {
      try (VersionHandle handle = lifecycle.acquire("tiny", 0)) {
        return handle.id().version();
      }
    }

    /** Evidence of versions that behave alike. */
    void see(int calls) {
      Random random = new Random(1);
      for (VersionId version : List.of(TINY_1, TINY_2)) {
        for (int i = 0; i < calls; i++) {
          evidence.answered(version, false, 1_000_000);
          evidence.checked(version, check(random, 0.1f));
        }
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    here = new Replica("here");
    there = new Replica("there");
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
    now = now.plusSeconds(10);
    assertThat(here.status().getWaitingFor()).isEqualTo("30 more copied calls of version 2");
    for (int i = 0; i < 30; i++) {
      here.evidence.copied(TINY_2, 0.01, 1_000_000);
    }
    here.see(100);
    lookBoth();
    assertThat(there.status().getCandidateShare()).isEqualTo(0.25);

    assertThat(there.status().getCandidate().getCalls()).isZero();
    now = now.plusSeconds(10);
    there.see(100);
    lookBoth();
    lookBoth();
    assertThat(here.status().getCandidateShare()).isEqualTo(1);
    assertThat(here.chosen()).isEqualTo(2);

    now = now.plusSeconds(10);
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
  void beforeAPinnedVersionThatCannotBeLoadedNothingIsRolledOut() throws Exception {
    Path graph = new TinyBundle("tiny", 3).publish(folder).resolve("dec.onnx");
    Files.write(graph, new byte[(int) Files.size(graph)]);
    here.look();
    here.commands.pin("tiny", 3, 0);
    here.look();
    assertThat(here.chosen()).isEqualTo(1);
    assertThatThrownBy(() -> here.commands.start("tiny", 2, QUICK, false, 0))
        .hasMessageStartingWith("version 3, which is to serve, cannot be loaded: dec.onnx has")
        .hasMessageEndingWith("Pin another one first");
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
    Replica again = new Replica("again");
    assertThat(again.status().getState().getStable()).isEqualTo(2);
    assertThat(again.chosen()).isEqualTo(2);
    again.commands.rollBack("tiny", "", 0);
    assertThat(again.chosen()).isEqualTo(1);
    assertThat(again.status().getState().getRefused(0).getReason())
        .isEqualTo("it was rolled back by hand");
  }

  @Test
  void modelsAndVersionsThatAreNotThereAreTold() {
    assertThatThrownBy(() -> here.commands.start("other", 2, QUICK, false, 0))
        .hasMessage("model 'other' is not served; served: [tiny]");
    assertThatThrownBy(() -> here.commands.start("tiny", 9, QUICK, false, 0))
        .hasMessage("model 'tiny' has no version 9 in the repository");
    assertThatThrownBy(() -> here.commands.pin("tiny", 9, 0))
        .hasMessage("model 'tiny' has no version 9 in the repository");
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

  private static CycleCheck check(Random random, float error) {
    float[] s = {random.nextFloat(), random.nextFloat()};
    float[] z = {random.nextFloat()};
    return new CycleCheck(s, z, new float[] {s[0] + error, s[1]}, new float[] {z[0]}, 0.01);
  }
}
