package io.twofold.server.rollout;

import static io.twofold.server.rollout.Replica.TINY_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.twofold.codec.TinyBundle;
import io.twofold.server.RunningServer;
import io.twofold.server.StartException;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that start again at every place of a rollout, and people who change it at once. */
class RolloutRestartsTest {

  private static final RolloutSettings SETTINGS =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.5, 1.0))
          .setLeastTime(Durations.fromSeconds(60))
          .setLeastSamples(30)
          .build();

  /** A place of a rollout. */
  private enum Place {
    NEWEST,
    PINNED,
    SHADOW,
    HALF,
    HALF_HELD,
    LAST_STEP,
    COMPLETE,
    TAKEN_BACK,
    GONE_BACK
  }

  @TempDir Path repository;
  private final TestTime time = new TestTime();

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    new TinyBundle("tiny", 2).publish(repository);
  }

  /** Where it is; the share of the candidate after the restart, and the versions that answer. */
  @ParameterizedTest
  @CsvSource({
    "NEWEST, 0, 2",
    "PINNED, 0, 1",
    "SHADOW, 0, 1",
    "HALF, 0.5, 1 2",
    "HALF_HELD, 0.5, 1 2",
    "LAST_STEP, 1, 2",
    "COMPLETE, 0, 2",
    "TAKEN_BACK, 0, 1",
    "GONE_BACK, 0, 1"
  })
  void aServerThatStartsAgainIsWhereItWas(Place place, double share, String answer)
      throws Exception {
    RolloutState before = bring(place);
    time.pass(Duration.ofDays(1));
    try (Replica again = new Replica(repository, "again", time)) {
      assertThat(again.status().getState()).isEqualTo(before);
      assertThat(again.status().getCandidateShare()).isEqualTo(share);
      assertThat(again.status().getTrouble()).isEmpty();
      Set<String> answered = new TreeSet<>();
      for (int i = 0; i < 50; i++) {
        answered.add(Long.toString(again.chosen("caller " + i)));
      }
      assertThat(String.join(" ", answered)).isEqualTo(answer);
    }
  }

  /** Evidence is gathered anew, and so is the time: a breach is found again, or the step passed. */
  @ParameterizedTest
  @EnumSource(names = {"SHADOW", "HALF", "LAST_STEP"})
  void aRolloutGoesOnAfterARestart(Place place) throws Exception {
    int step = bring(place).getStep();
    try (Replica again = new Replica(repository, "again", time)) {
      assertThat(again.status().getWaitingFor()).isEqualTo("60 more seconds at this step");
      again.see(100);
      for (int i = 0; i < 30; i++) {
        again.evidence.copied(TINY_2, 0.01, 1_000_000);
      }
      time.pass(Duration.ofSeconds(60));
      again.look();
      RolloutState state = again.status().getState();
      assertThat(place == Place.LAST_STEP ? state.getStable() : state.getStep())
          .isEqualTo(place == Place.LAST_STEP ? 2 : step + 1);
    }
    bring(Place.PINNED);
    bring(place);
    try (Replica again = new Replica(repository, "again", time)) {
      again.evidence.notFinite(TINY_2);
      again.look();
      assertThat(again.status().getState().getCandidate()).isZero();
      assertThat(again.chosen()).isEqualTo(1);
    }
  }

  /** The newest may be the one that was taken back. */
  @Test
  void aServerThatCannotReadTheStateServesNoVersionUntilItCan() throws Exception {
    bring(Place.TAKEN_BACK);
    Path file = repository.resolve("tiny/rollout.json");
    String state = Files.readString(file);
    Files.writeString(file, "{");
    assertThatThrownBy(() -> RunningServer.start(repository))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no model in")
        .hasMessageContaining("tiny: " + file + " is no rollout state");
    try (Replica again = new Replica(repository, "again", time)) {
      assertThatThrownBy(again::chosen).hasMessageContaining("tiny");
      assertThat(again.status().getTrouble()).contains("is no rollout state");
      Files.writeString(file, state);
      again.look();
      assertThat(again.chosen()).isEqualTo(1);
    }
  }

  @Test
  void aServerWhoseVersionHasNoFolderSaysSo() throws Exception {
    bring(Place.PINNED);
    Files.move(repository.resolve("tiny/1"), repository.resolve(".1"));
    assertThatThrownBy(() -> RunningServer.start(repository))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(
            "tiny: rollout.json says that version 1 serves, and it has no folder");
  }

  @Test
  void aCandidateIsNotLoadedWhereTheStableVersionHasNoFolder() throws Exception {
    bring(Place.HALF);
    Path away = Files.move(repository.resolve("tiny/1"), repository.resolve(".1"));
    try (Replica again = new Replica(repository, "again", time)) {
      again.look();
      again.look();
      assertThat(again.lifecycle.models().get(0).versions())
          .extracting(version -> version.id() + " " + version.state())
          .containsExactly("tiny/2 DISCOVERED");
      assertThat(again.status().getWaitingFor())
          .isEqualTo(
              "version 1, which is stable and cannot be loaded; until then no version serves,"
                  + " unless this one is promoted");

      Files.move(away, repository.resolve("tiny/1"));
      again.look();
      assertThat(again.chosen()).isPositive();
      assertThat(again.status().getWaitingFor()).isEqualTo("60 more seconds at this step");
    }
  }

  /** One promotes, the other rolls back, both from what they last saw. */
  @Test
  void ofTwoWhoPromoteAndRollBackAtOnceOneIsRefused() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(2);
    try (Replica here = new Replica(repository, "here", time);
        Replica there = new Replica(repository, "there", time)) {
      for (int round = 0; round < 20; round++) {
        bring(Place.HALF, here);
        there.look();
        long generation = here.status().getState().getGeneration();
        CyclicBarrier together = new CyclicBarrier(2);
        Future<String> promoted =
            people.submit(
                deed(together, () -> here.commands.promote("tiny", generation).getModel()));
        Future<String> rolledBack =
            people.submit(
                deed(together, () -> there.commands.rollBack("tiny", "", generation).getModel()));
        assertThat(List.of(promoted.get(), rolledBack.get()))
            .containsExactlyInAnyOrder("tiny", "CHANGED");
        here.look();
        there.look();
        RolloutState state = here.status().getState();
        assertThat(state).isEqualTo(there.status().getState());
        assertThat(state.getGeneration()).isEqualTo(generation + 1);
        long stable = promoted.get().equals("tiny") ? 2 : 1;
        assertThat(List.of(state.getStable(), here.chosen(), there.chosen())).containsOnly(stable);
      }
    } finally {
      people.shutdownNow();
    }
  }

  private static Callable<String> deed(CyclicBarrier together, Callable<String> deed) {
    return () -> {
      together.await();
      try {
        return deed.call();
      } catch (RolloutException e) {
        return e.kind().name();
      }
    };
  }

  private RolloutState bring(Place place) throws Exception {
    try (Replica first = new Replica(repository, "first", time)) {
      return bring(place, first);
    }
  }

  /** Brings a rollout of version 2 to a place, by what people and servers do. */
  private static RolloutState bring(Place place, Replica server) throws Exception {
    if (server.status().getState().getCandidate() != 0) {
      server.commands.rollBack("tiny", "", 0);
    }
    if (place == Place.NEWEST) {
      return server.status().getState();
    }
    server.commands.pin("tiny", 1, 0);
    server.look();
    if (place == Place.PINNED) {
      return server.status().getState();
    }
    server.commands.start("tiny", 2, SETTINGS, true, 0);
    server.look();
    switch (place) {
      case SHADOW -> {}
      case COMPLETE, GONE_BACK -> server.commands.promote("tiny", 0);
      case TAKEN_BACK -> server.commands.rollBack("tiny", "", 0);
      case HALF, HALF_HELD -> advance(server, 1);
      case LAST_STEP -> advance(server, 2);
      default -> throw new IllegalArgumentException("no way to " + place);
    }
    if (place == Place.GONE_BACK) {
      server.commands.rollBack("tiny", "", 0);
    }
    if (place == Place.HALF_HELD) {
      server.commands.pause("tiny", true, 0);
    }
    return server.status().getState();
  }

  private static void advance(Replica server, int step) throws Exception {
    RolloutState state = server.status().getState();
    server.rollouts.write("tiny", server.rollouts.transitions().advance(state, step));
  }
}
