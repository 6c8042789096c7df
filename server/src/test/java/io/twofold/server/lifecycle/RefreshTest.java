package io.twofold.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Manifests;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions that come, change and go while others serve. */
class RefreshTest {

  private static final VersionId TINY_1 = new VersionId("tiny", 1);
  private static final VersionId TINY_2 = new VersionId("tiny", 2);
  private static final float[] IMAGE = TinyBundle.images(1, 1);

  @TempDir Path parent;
  private Path folder;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private final TinyBundle newer = new TinyBundle("tiny", 2);
  private final HeardLifecycle heard = new HeardLifecycle();
  private final AtomicLong nanos = new AtomicLong();
  private ModelLifecycle lifecycle;

  @BeforeEach
  void load() throws Exception {
    folder = Files.createDirectory(parent.resolve("models"));
    tiny.publish(folder);
    lifecycle =
        new ModelLifecycle(
            new ModelRepository(folder), heard, TestLanes::of, () -> nanos.addAndGet(1_000));
    lifecycle.load();
  }

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void aNewerVersionTakesOverAndTheOneBeforeIsFreedWithItsLastHandle() throws Exception {
    VersionHandle before = lifecycle.acquire("tiny", 0);
    newer.publish(folder);
    lifecycle.refresh();

    assertServes(TINY_2, newer);
    assertThat(heard.last(TINY_1)).isEqualTo(VersionState.DRAINING);
    assertThat(before.codec().encodeS(IMAGE)).containsExactly(tiny.encodeS(IMAGE), within(1e-5f));
    assertThatThrownBy(() -> lifecycle.acquire("tiny", 1))
        .isInstanceOf(SelectionException.class)
        .hasMessage("version 1 of model 'tiny' is not served; served: tiny/2");

    before.close();

    assertThat(states()).containsExactly(VersionState.SERVING, VersionState.UNLOADED);
    assertThat(heard.of(TINY_1)).endsWith(VersionState.DRAINING, VersionState.UNLOADED);
    lifecycle.refresh();
    assertThat(states()).containsExactly(VersionState.SERVING, VersionState.UNLOADED);
  }

  @Test
  void modelsThatComeAreServedBesideTheOthers() throws Exception {
    TinyBundle other = new TinyBundle("other", 3);
    other.publish(folder);
    lifecycle.refresh();
    assertServes(TINY_1, tiny);
    assertServes(new VersionId("other", 1), other);
  }

  @Test
  void aLookThatFindsNothingNewChangesNothing() throws Exception {
    List<VersionState> states = heard.of(TINY_1);
    lifecycle.refresh();
    assertThat(heard.of(TINY_1)).isEqualTo(states);
    assertServes(TINY_1, tiny);
  }

  @Test
  void aVersionThatFailedIsTriedAgainOnceItsFolderHasChanged() throws Exception {
    Path graph = newer.publish(folder).resolve(Bundle.ENC_S);
    byte[] whole = Files.readAllBytes(graph);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(graph, damaged);
    lifecycle.refresh();
    assertThat(states()).containsExactly(VersionState.FAILED, VersionState.SERVING);
    int tried = heard.of(TINY_2).size();

    lifecycle.refresh();
    assertThat(heard.of(TINY_2)).hasSize(tried);

    Files.delete(graph);
    Files.write(graph, whole);
    lifecycle.refresh();
    assertServes(TINY_2, newer);
  }

  @Test
  void aVersionThatFailedAtTheStartIsTriedAgainToo() throws Exception {
    lifecycle.close();
    Path manifest = newer.publish(folder).resolve(Manifests.FILE);
    Path aside = Files.move(manifest, parent.resolve("manifest"));
    lifecycle = new ModelLifecycle(new ModelRepository(folder), heard, TestLanes::of, nanos::get);
    lifecycle.load();
    assertThat(states()).containsExactly(VersionState.FAILED, VersionState.SERVING);
    lifecycle.refresh();
    assertServes(TINY_1, tiny);
    Files.move(aside, manifest);
    lifecycle.refresh();
    assertServes(TINY_2, newer);
  }

  @Test
  void aFolderThatIsBeingFilledIsLeftAlone() throws Exception {
    Path whole = newer.publish(Files.createDirectory(parent.resolve("elsewhere")));
    Path copy = Files.createDirectories(folder.resolve("tiny/2"));
    List<Path> files = filesOf(whole);
    for (Path file : files) {
      // The manifest may come at any time.
      assertThat(heard.of(TINY_2)).doesNotContain(VersionState.FAILED, VersionState.VERIFYING);
      Files.copy(file, copy.resolve(file.getFileName()));
      Files.writeString(
          copy.resolve(Manifests.FILE),
          Files.readString(whole.resolve(Manifests.FILE)).replace("\"1\"", "\"2\""));
      if (!file.equals(files.get(files.size() - 1))) {
        lifecycle.refresh();
        assertServes(TINY_1, tiny);
      }
    }
    lifecycle.refresh();
    assertServes(TINY_2, newer);
  }

  @Test
  void aFolderWithoutManifestStaysDiscovered() throws Exception {
    Files.delete(newer.publish(folder).resolve(Manifests.FILE));
    lifecycle.refresh();
    lifecycle.refresh();
    assertThat(heard.of(TINY_2)).containsExactly(VersionState.DISCOVERED);
  }

  @Test
  void aFolderThatStaysIncompleteFailsWithItsReason() throws Exception {
    Files.delete(newer.publish(folder).resolve(Bundle.DEC));
    lifecycle.refresh();
    for (int look = 0; look < 100; look++) {
      lifecycle.refresh();
    }
    assertThat(heard.of(TINY_2)).containsExactly(VersionState.DISCOVERED);
    nanos.addAndGet(Duration.ofSeconds(Attempts.QUIET_SECONDS).toNanos());
    lifecycle.refresh();
    lifecycle.refresh();
    assertThat(heard.of(TINY_2).stream().filter(VersionState.FAILED::equals)).hasSize(1);
    assertThat(lifecycle.models().get(0).versions().get(0).reason())
        .isEqualTo("dec.onnx is missing or not a plain file");
  }

  @Test
  void aCopyThatGoesOnIsNotGivenUpHoweverLongItTakes() throws Exception {
    Path copy = newer.publish(folder);
    Path graph = copy.resolve(Bundle.DEC);
    byte[] whole = Files.readAllBytes(graph);
    for (int size = 0; size < whole.length; size += 100) {
      Files.write(graph, Arrays.copyOf(whole, size));
      lifecycle.refresh();
      nanos.addAndGet(Duration.ofSeconds(Attempts.QUIET_SECONDS).toNanos());
    }
    assertThat(heard.of(TINY_2)).containsExactly(VersionState.DISCOVERED);
    Files.write(graph, whole);
    lifecycle.refresh();
    assertServes(TINY_2, newer);
  }

  @Test
  void versionsWhoseFoldersAreGoneAreForgottenUnlessTheyAreInMemory() throws Exception {
    VersionHandle before = lifecycle.acquire("tiny", 0);
    newer.publish(folder);
    lifecycle.refresh();
    delete(folder.resolve("tiny/1"));
    lifecycle.refresh();
    assertThat(states()).containsExactly(VersionState.SERVING, VersionState.DRAINING);
    before.close();
    assertThat(heard.forgotten).isEmpty();
    lifecycle.refresh();
    assertThat(states()).containsExactly(VersionState.SERVING);
    assertThat(heard.forgotten).containsExactly(TINY_1);
  }

  @Test
  void whatServesOutlivesItsFolderAndTheRepository() throws Exception {
    delete(folder.resolve("tiny/1"));
    lifecycle.refresh();
    assertServes(TINY_1, tiny);
    delete(folder.resolve("tiny"));
    lifecycle.refresh();
    assertServes(TINY_1, tiny);
    delete(folder);
    assertThatThrownBy(lifecycle::refresh).isInstanceOf(NoSuchFileException.class);
    assertServes(TINY_1, tiny);

    new TinyBundle("tiny", 8).publish(folder);
    newer.publish(folder);
    lifecycle.refresh();
    assertServes(TINY_2, newer);
  }

  @Test
  void aModelWithoutVersionsIsForgotten() throws Exception {
    Path other = new TinyBundle("other", 3).publish(folder);
    Files.write(other.resolve(Bundle.DEC), new byte[1]);
    lifecycle.refresh();
    assertThat(lifecycle.models()).extracting(ModelStatus::model).containsExactly("other", "tiny");
    delete(other);
    lifecycle.refresh();
    assertThat(lifecycle.models()).extracting(ModelStatus::model).containsExactly("tiny");
  }

  @Test
  void nothingNewIsLoadedDuringAStop() throws Exception {
    lifecycle.drain();
    newer.publish(folder);
    lifecycle.refresh();
    assertThat(heard.of(TINY_2)).containsExactly(VersionState.DISCOVERED);
    lifecycle.acquire("tiny", 1).close();
  }

  private void assertServes(VersionId id, TinyBundle expected) throws SelectionException {
    try (VersionHandle handle = lifecycle.acquire(id.model(), 0)) {
      assertThat(handle.id()).isEqualTo(id);
      assertThat(handle.codec().encodeS(IMAGE))
          .containsExactly(expected.encodeS(IMAGE), within(1e-5f));
    }
    assertThat(heard.last(id)).isEqualTo(VersionState.SERVING);
  }

  /** Where the versions of the only model stand, newest first. */
  private List<VersionState> states() {
    assertThat(lifecycle.models()).hasSize(1);
    return lifecycle.models().get(0).versions().stream().map(VersionStatus::state).toList();
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(path -> !path.endsWith(Manifests.FILE)).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> below = Files.walk(folder)) {
      below.forEach(paths::add);
    }
    for (int i = paths.size() - 1; i >= 0; i--) {
      Files.delete(paths.get(i));
    }
  }
}
