package io.twofold.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLifecycleTest {

  private static final VersionId TINY_1 = new VersionId("tiny", 1);
  private static final VersionId TINY_2 = new VersionId("tiny", 2);

  @TempDir Path folder;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private final HeardLifecycle heard = new HeardLifecycle();
  private final AtomicLong nanos = new AtomicLong();
  private ModelLifecycle lifecycle;

  @BeforeEach
  void create() throws Exception {
    tiny.publish(folder);
    lifecycle =
        new ModelLifecycle(
            new ModelRepository(folder), heard, TestLanes::of, () -> nanos.addAndGet(1_000));
  }

  @Test
  void aVersionPassesThroughEveryStateInOrder() throws Exception {
    lifecycle.load();
    lifecycle.close();
    assertThat(heard.of(TINY_1))
        .containsExactly(
            VersionState.DISCOVERED,
            VersionState.VERIFYING,
            VersionState.VERIFYING,
            VersionState.LOADING,
            VersionState.WARMING,
            VersionState.READY,
            VersionState.SERVING,
            VersionState.DRAINING,
            VersionState.UNLOADED);
    assertThat(heard.proofs).containsExactly("tiny/1 in 1000 ns");
  }

  @Test
  void aBrokenVersionFailsAndTheNextOlderOneServes() throws Exception {
    Files.delete(tiny.publish(folder).resolve("dec.onnx"));
    lifecycle.load();
    assertThat(heard.of(TINY_2))
        .containsExactly(
            VersionState.DISCOVERED,
            VersionState.VERIFYING,
            VersionState.VERIFYING,
            VersionState.FAILED);
    assertThat(lifecycle.models().get(0).versions().get(0).reason())
        .isEqualTo("dec.onnx is missing or not a plain file");
    assertThat(lifecycle.serves()).isTrue();
    try (VersionHandle handle = lifecycle.acquire("", 0)) {
      assertThat(handle.id()).isEqualTo(TINY_1);
    }
    lifecycle.close();
  }

  @Test
  void aCodecInUseIsNotClosed() throws Exception {
    lifecycle.load();
    VersionHandle handle = lifecycle.acquire("tiny", 1);
    Codec codec = handle.codec();
    lifecycle.close();
    assertThat(heard.last(TINY_1)).isEqualTo(VersionState.DRAINING);
    float[] images = TinyBundle.images(1, 1);
    assertThat(codec.encode(images).s()).containsExactly(tiny.encodeS(images), within(1e-5f));

    handle.close();
    handle.close();

    assertThat(heard.last(TINY_1)).isEqualTo(VersionState.UNLOADED);
    assertThatThrownBy(() -> codec.encode(images)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(handle::codec).hasMessage("the handle of tiny/1 is closed");
  }

  @Test
  void callsAcceptedBeforeADrainStillFindTheirVersion() throws Exception {
    lifecycle.load();
    lifecycle.drain();
    assertThat(lifecycle.serves()).isFalse();
    lifecycle.acquire("tiny", 0).close();
    lifecycle.close();
    lifecycle.close();
    assertThatThrownBy(() -> lifecycle.acquire("tiny", 0))
        .isInstanceOfSatisfying(
            SelectionException.class,
            e -> assertThat(e.kind()).isEqualTo(SelectionException.Kind.NOT_READY));
    assertThat(heard.of(TINY_1).stream().filter(VersionState.UNLOADED::equals)).hasSize(1);
  }

  @Test
  void handlesTakenAndGivenBackByManyThreadsFreeTheCodecOnce() throws Exception {
    lifecycle.load();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> users = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        users.add(pool.submit(this::useUntilUnloaded));
      }
      lifecycle.close();
      for (Future<?> user : users) {
        user.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(heard.of(TINY_1).stream().filter(VersionState.UNLOADED::equals)).hasSize(1);
  }

  @Test
  void nothingIsReadyBeforeLoading() {
    assertThatThrownBy(() -> lifecycle.acquire("", 0)).hasMessage("no model is ready");
  }

  private void useUntilUnloaded() {
    float[] images = TinyBundle.images(1, 1);
    while (true) {
      try (VersionHandle handle = lifecycle.acquire("tiny", 0)) {
        assertThat(handle.codec().encode(images).count()).isEqualTo(1);
      } catch (SelectionException e) {
        assertThat(e.kind()).isEqualTo(SelectionException.Kind.NOT_READY);
        return;
      }
    }
  }
}
