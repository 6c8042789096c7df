package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutFileTest {

  @TempDir Path folder;

  @Test
  void withoutAFileTheNewestVersionServes() throws Exception {
    RolloutState state = new RolloutFile(folder).read();
    assertThat(state.getPolicy()).isEqualTo(VersionPolicy.VERSION_POLICY_NEWEST);
    assertThat(state.getGeneration()).isZero();
  }

  @Test
  void whatIsWrittenIsReadAndLeavesNoDraft() throws Exception {
    RolloutState state = generation(1).toBuilder().setStable(3).setCandidate(4).build();
    new RolloutFile(folder).write(state);
    assertThat(new RolloutFile(folder).read()).isEqualTo(state);
    assertThat(Files.readString(folder.resolve("rollout.json"))).contains("\"stable\": \"3\"");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("rollout.json", ".rollout.json.lock");
    }
  }

  @Test
  void aChangeMadeFromAnOlderStateIsRefused() throws Exception {
    RolloutFile file = new RolloutFile(folder);
    file.write(generation(1));
    file.write(generation(2));
    for (int generation : new int[] {1, 2, 4}) {
      assertThatThrownBy(() -> file.write(generation(generation)))
          .isInstanceOf(RolloutException.class)
          .hasMessage(
              "the rollout has moved on to generation 2; this change was made for generation "
                  + (generation - 1))
          .extracting(e -> ((RolloutException) e).kind())
          .isEqualTo(RolloutException.Kind.CHANGED);
    }
    assertThat(file.read()).isEqualTo(generation(2));
  }

  @Test
  void ofManyWritersAtOnceEachChangeIsKeptOrRefused() throws Exception {
    RolloutFile file = new RolloutFile(folder);
    AtomicInteger written = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 50; i++) {
                  try {
                    file.write(generation(file.read().getGeneration() + 1));
                    written.incrementAndGet();
                  } catch (RolloutException e) {
                    assertThat(e.kind()).isEqualTo(RolloutException.Kind.CHANGED);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(file.read().getGeneration()).isEqualTo(written.get());
    assertThat(written).hasPositiveValue();
  }

  @Test
  void aFileIsReadAgainWhereItHasChangedAlone() throws Exception {
    RolloutFile file = new RolloutFile(folder);
    assertThat(file.readChanged()).isPresent();
    assertThat(file.readChanged()).isEmpty();
    for (int generation = 1; generation <= 50; generation++) {
      new RolloutFile(folder).write(generation(generation)); // equal sizes, within one tick
      assertThat(file.readChanged()).contains(generation(generation));
      assertThat(file.readChanged()).isEmpty();
    }
    Files.delete(folder.resolve("rollout.json"));
    assertThat(file.readChanged()).contains(file.read());
  }

  @Test
  void aFileThatCannotBeReadIsToldAgainAndAgain() throws Exception {
    Files.writeString(folder.resolve("rollout.json"), "{");
    RolloutFile file = new RolloutFile(folder);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(file::readChanged).hasMessageContaining("is no rollout state");
    }
  }

  @Test
  void draftsOfWritersThatWereEndedAreRemovedByTheNext() throws Exception {
    Path draft = Files.writeString(folder.resolve(".rollout.json-123"), "{\"generation\": ");
    new RolloutFile(folder).write(generation(1));
    assertThat(draft).doesNotExist();
    assertThat(folder.resolve(".rollout.json.lock")).exists();
  }

  @Test
  void aBrokenFileIsToldAndNeverOverwritten() throws Exception {
    Path broken = folder.resolve("rollout.json");
    Files.writeString(broken, "{\"generation\": ");
    RolloutFile file = new RolloutFile(folder);
    assertThatThrownBy(file::read)
        .isInstanceOf(RolloutException.class)
        .hasMessageContaining("is no rollout state");
    assertThatThrownBy(() -> file.write(generation(1))).hasMessageContaining("no rollout state");
    assertThat(Files.readString(broken)).isEqualTo("{\"generation\": ");

    Files.writeString(broken, " ".repeat(2 << 20));
    assertThatThrownBy(file::read).hasMessageContaining("is larger than any state");
  }

  private static RolloutState generation(long generation) {
    return RolloutState.newBuilder()
        .setGeneration(generation)
        .setPolicy(VersionPolicy.VERSION_POLICY_MANAGED)
        .build();
  }
}
