package io.twofold.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.TinyBundle;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several versions of a model in memory, and who gets which of them. */
class WantedVersionsTest {

  private static final VersionId TINY_1 = new VersionId("tiny", 1);
  private static final VersionId TINY_2 = new VersionId("tiny", 2);
  private static final VersionId TINY_3 = new VersionId("tiny", 3);

  @TempDir Path folder;
  private final HeardLifecycle heard = new HeardLifecycle();
  private final AtomicLong nanos = new AtomicLong();
  private ModelLifecycle lifecycle;

  @BeforeEach
  void publish() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      new TinyBundle("tiny", seed).publish(folder);
    }
    lifecycle = new ModelLifecycle(new ModelRepository(folder), heard, TestLanes::of, nanos::get);
  }

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void aCandidateInTheShadowIsInMemoryAndTakesNoCallsButThoseThatNameIt() throws Exception {
    want(new Wanted(1, 2, 0, 0));
    assertStates(VersionState.SERVING, VersionState.READY, VersionState.DISCOVERED);
    for (int i = 0; i < 100; i++) {
      assertThat(chosen("caller " + i)).isEqualTo(1);
      assertThat(chosen("")).isEqualTo(1);
    }
    try (VersionHandle named = lifecycle.acquire("tiny", 2)) {
      float[] image = TinyBundle.images(1, 1);
      assertThat(named.codec().encodeS(image))
          .containsExactly(new TinyBundle("tiny", 2).encodeS(image), within(1e-5f));
    }
    assertThatThrownBy(() -> lifecycle.acquire("tiny", 3))
        .hasMessage("version 3 of model 'tiny' is not served; served: tiny/1, tiny/2");
  }

  @Test
  void callersKeepTheirVersionWhileTheShareGrows() throws Exception {
    Set<String> before = new HashSet<>();
    for (double share : new double[] {0.01, 0.05, 0.25, 0.5, 1}) {
      want(new Wanted(1, 2, share, 0));
      assertStates(VersionState.SERVING, VersionState.SERVING, VersionState.DISCOVERED);
      Set<String> now = new HashSet<>();
      for (int i = 0; i < 20_000; i++) {
        String key = "caller " + i;
        if (chosen(key) == 2) {
          now.add(key);
        }
      }
      assertThat(now.size() / 20_000.0).isCloseTo(share, within(0.02));
      assertThat(now).containsAll(before);
      before = now;
    }
  }

  @Test
  void eachCandidateHasOtherFirstCallers() throws Exception {
    want(new Wanted(1, 2, 0.05, 0));
    Set<Integer> ofTwo = callersOfCandidate();
    want(new Wanted(1, 3, 0.05, 0));
    Set<Integer> ofThree = callersOfCandidate();
    Set<Integer> ofBoth = new HashSet<>(ofTwo);
    ofBoth.retainAll(ofThree);
    assertThat(ofTwo).hasSizeGreaterThan(50);
    assertThat(ofThree).hasSizeGreaterThan(50);
    assertThat(ofBoth.size()).isLessThan(ofTwo.size() / 4);
  }

  @Test
  void callsWithoutAKeyAreSharedToo() throws Exception {
    want(new Wanted(1, 2, 0.25, 0));
    int ofCandidate = 0;
    for (int i = 0; i < 4_000; i++) {
      ofCandidate += chosen("") == 2 ? 1 : 0;
    }
    assertThat(ofCandidate / 4_000.0).isCloseTo(0.25, within(0.1));
  }

  @Test
  void aCandidateThatIsTakenBackIsFreedAndMayComeAgain() throws Exception {
    want(new Wanted(1, 2, 0.5, 0));
    want(new Wanted(1, 0, 0, 0));
    assertStates(VersionState.SERVING, VersionState.UNLOADED, VersionState.DISCOVERED);
    assertThat(heard.of(TINY_2)).endsWith(VersionState.DRAINING, VersionState.UNLOADED);
    lifecycle.refresh();
    assertStates(VersionState.SERVING, VersionState.UNLOADED, VersionState.DISCOVERED);
    want(new Wanted(1, 2, 0, 0));
    assertStates(VersionState.SERVING, VersionState.READY, VersionState.DISCOVERED);
  }

  @Test
  void theVersionBeforeStaysInMemoryAndTakesOverWithoutBeingLoaded() throws Exception {
    want(new Wanted(1, 2, 1, 0));
    want(new Wanted(2, 0, 0, 1));
    assertStates(VersionState.READY, VersionState.SERVING, VersionState.DISCOVERED);
    assertThat(chosen("anyone")).isEqualTo(2);
    long loads = heard.of(TINY_1).stream().filter(VersionState.LOADING::equals).count();

    want(new Wanted(1, 0, 0, 0));

    assertStates(VersionState.SERVING, VersionState.UNLOADED, VersionState.DISCOVERED);
    assertThat(chosen("anyone")).isEqualTo(1);
    assertThat(heard.of(TINY_1).stream().filter(VersionState.LOADING::equals)).hasSize((int) loads);
  }

  @Test
  void whileTheWantedVersionCannotBeHadTheOneBeforeGoesOn() throws Exception {
    Path manifest = folder.resolve("tiny/2/manifest.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.write(manifest, new byte[] {'{'});
    want(new Wanted(1, 0, 0, 0));
    want(new Wanted(2, 0, 0, 1));
    nanos.addAndGet(Duration.ofSeconds(Attempts.QUIET_SECONDS).toNanos());
    lifecycle.refresh();
    assertThat(chosen("anyone")).isEqualTo(1);
    assertStates(VersionState.SERVING, VersionState.FAILED, VersionState.DISCOVERED);

    Files.write(manifest, whole);
    lifecycle.refresh();
    assertThat(chosen("anyone")).isEqualTo(2);
    assertStates(VersionState.READY, VersionState.SERVING, VersionState.DISCOVERED);
  }

  @Test
  void theNewestServesAgainWhenNothingElseIsWanted() throws Exception {
    want(new Wanted(1, 2, 0.5, 0));
    want(Wanted.NEWEST);
    assertStates(VersionState.UNLOADED, VersionState.UNLOADED, VersionState.SERVING);
    assertThat(lifecycle.stable("tiny")).isEqualTo(3);
    assertThat(heard.last(TINY_3)).isEqualTo(VersionState.SERVING);
  }

  @Test
  void aStopDrainsAndFreesAllOfThem() throws Exception {
    want(new Wanted(1, 2, 0.5, 3));
    VersionHandle held = lifecycle.acquire("tiny", 2);
    lifecycle.close();
    assertStates(VersionState.UNLOADED, VersionState.DRAINING, VersionState.UNLOADED);
    held.close();
    assertStates(VersionState.UNLOADED, VersionState.UNLOADED, VersionState.UNLOADED);
  }

  private void want(Wanted wanted) throws Exception {
    lifecycle.want("tiny", wanted);
    lifecycle.refresh();
  }

  private long chosen(String key) throws Exception {
    try (VersionHandle handle = lifecycle.acquire("tiny", 0, key)) {
      return handle.id().version();
    }
  }

  private Set<Integer> callersOfCandidate() throws Exception {
    Set<Integer> callers = new HashSet<>();
    for (int i = 0; i < 4_000; i++) {
      if (chosen("caller " + i) != 1) {
        callers.add(i);
      }
    }
    return callers;
  }

  /** Of versions 1, 2 and 3. */
  private void assertStates(VersionState first, VersionState second, VersionState third) {
    assertThat(lifecycle.models().get(0).versions())
        .extracting(VersionStatus::state)
        .containsExactly(third, second, first);
  }
}
