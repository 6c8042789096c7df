package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Manifests;
import io.twofold.v1.EncodeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server looks at its repository again by itself. */
class NewVersionGoesLiveTest {

  private static final EncodeRequest ONE = encode(float32(TinyBundle.images(1, 1)));

  @TempDir Path repository;

  @Test
  void aVersionThatIsPublishedTakesOverWithoutARestart() throws Exception {
    long threads = lifecycleThreads();
    new TinyBundle("tiny", 1).publish(repository);
    try (RunningServer running = RunningServer.start(polling(Duration.ofMillis(20)))) {
      assertThat(running.stub().encode(ONE).getServedBy().getVersion()).isEqualTo(1);
      new TinyBundle("tiny", 2).publish(repository);
      await("version 2 answers", () -> running.stub().encode(ONE).getServedBy().getVersion() == 2);
      assertThat(running.stub().encode(ONE).getServedBy().getLatentSpace()).isEqualTo("tiny-2");
    }
    await("the poll ended", () -> lifecycleThreads() <= threads);
  }

  /** The next poll is a day away: nothing but events brings these versions. */
  @Test
  void eventsBringVersionsThatAreMovedOrCopiedInLongBeforeThePoll() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    try (RunningServer running = RunningServer.start(polling(Duration.ofDays(1)))) {
      assertThat(running.stub().encode(ONE).getServedBy().getVersion()).isEqualTo(1);
      new TinyBundle("tiny", 2).publish(repository);
      await("version 2 answers", () -> running.stub().encode(ONE).getServedBy().getVersion() == 2);

      Path whole = new TinyBundle("tiny", 3).publish(repository.resolve(".elsewhere"));
      Path copy = Files.createDirectory(repository.resolve("tiny/3"));
      for (Path file : filesOf(whole)) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
      Files.writeString(
          copy.resolve(Manifests.FILE),
          Files.readString(whole.resolve(Manifests.FILE)).replace("\"1\"", "\"3\""));
      await("version 3 answers", () -> running.stub().encode(ONE).getServedBy().getVersion() == 3);

      new TinyBundle("other", 1).publish(repository);
      await(
          "another model is there",
          () ->
              running.server().models().stream().anyMatch(model -> model.model().equals("other")));
    }
  }

  @Test
  void withoutAPollNothingLooks() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    try (RunningServer running = RunningServer.start(polling(Duration.ZERO))) {
      assertThat(running.stub().encode(ONE).getServedBy().getVersion()).isEqualTo(1);
      new TinyBundle("tiny", 2).publish(repository);
      for (int i = 0; i < 100; i++) {
        assertThat(running.stub().encode(ONE).getServedBy().getVersion()).isEqualTo(1);
      }
    }
  }

  private ServerConfig polling(Duration pause) {
    return ServerConfig.defaults().onFreePorts(repository).withPoll(pause);
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(path -> !path.endsWith(Manifests.FILE)).toList();
    }
  }

  private static long lifecycleThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("twofold-lifecycle"))
        .count();
  }
}
