package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.ManagedChannel;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.CodecServiceGrpc.CodecServiceBlockingStub;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.SwapResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A server that rolls from version to version under traffic: each version is published, goes live,
 * answers, and is dropped once the next one answers. Every answer is checked against plain Java's
 * for the version that the server says it came from.
 */
final class RollingVersions implements AutoCloseable {

  private static final int CALLERS = 3;

  /** A caller may still hold an answer of a version this far behind the newest. */
  private static final int REMEMBERED = 50;

  private final Path repository;
  private final RunningServer running;
  private final Map<Long, TinyBundle> models = new ConcurrentHashMap<>();
  private final Map<Long, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong answered = new AtomicLong();
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final List<Future<?>> calling = new ArrayList<>();
  private volatile boolean stopping;
  private long newest;

  RollingVersions(Path repository) throws Exception {
    this.repository = repository;
    publish();
    running =
        RunningServer.start(
            ServerConfig.defaults().onFreePorts(repository).withPoll(Duration.ofMillis(5)));
    for (int i = 0; i < CALLERS; i++) {
      long seed = i;
      calling.add(callers.submit(() -> call(seed)));
    }
    awaitAnswer();
  }

  /** Publishes the next version, waits until it answers, and drops the one before. */
  void roll() throws Exception {
    long before = newest;
    publish();
    awaitAnswer();
    delete(repository.resolve("tiny").resolve(Long.toString(before)));
    models.remove(newest - REMEMBERED);
    answers.remove(newest - REMEMBERED);
  }

  /** The version that was published last. */
  long newest() {
    return newest;
  }

  /** How many calls were answered, all of them right. */
  long answered() {
    return answered.get();
  }

  String metrics() throws IOException, InterruptedException {
    return running.http("/metrics").body();
  }

  /** Ends the traffic, and fails where any call did. */
  void requireEveryAnswerRight() throws Exception {
    stopping = true;
    for (Future<?> caller : calling) {
      caller.get();
    }
  }

  @Override
  public void close() {
    stopping = true;
    callers.shutdownNow();
    running.close();
  }

  private void publish() throws IOException {
    newest++;
    TinyBundle next = new TinyBundle("tiny", newest);
    models.put(newest, next);
    answers.put(newest, new AtomicLong());
    next.publish(repository);
  }

  private void awaitAnswer() throws Exception {
    await(
        "an answer of version " + newest,
        () -> {
          for (Future<?> caller : calling) {
            if (caller.isDone()) {
              caller.get();
            }
          }
          return answersOf(newest) > 0;
        });
  }

  private long answersOf(long version) {
    AtomicLong count = answers.get(version);
    return count == null ? 0 : count.get();
  }

  private void call(long seed) {
    ManagedChannel channel = RunningServer.channel(running.server().port());
    try {
      CodecServiceBlockingStub stub = CodecServiceGrpc.newBlockingStub(channel);
      for (int round = 0; !stopping; round++) {
        float[] images = TinyBundle.images(1 + round % 5, seed + round);
        float[] styles = TinyBundle.images(1 + round % 5, seed - round);
        requireRight(stub.encode(encode(float32(images))), images);
        requireRight(
            stub.swap(swap(float32(images), float32(styles), ImageFormat.IMAGE_FORMAT_FLOAT32)),
            images,
            styles);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private void requireRight(EncodeResponse answer, float[] images) {
    TinyBundle model = answeredBy(answer.getServedBy().getVersion());
    assertThat(answer.getServedBy().getLatentSpace()).isEqualTo(model.latentSpace());
    assertThat(Float32.fromBytes(answer.getCodes().getS()))
        .containsExactly(model.encodeS(images), within(1e-5f));
    assertThat(Float32.fromBytes(answer.getCodes().getZ()))
        .containsExactly(model.encodeZ(images), within(1e-5f));
  }

  private void requireRight(SwapResponse answer, float[] contents, float[] styles) {
    TinyBundle model = answeredBy(answer.getServedBy().getVersion());
    assertThat(Float32.fromBytes(answer.getImages().getFloat32()))
        .containsExactly(
            model.decode(model.encodeS(contents), model.encodeZ(styles)), within(1e-5f));
  }

  private TinyBundle answeredBy(long version) {
    TinyBundle model = models.get(version);
    if (model == null) {
      throw new AssertionError("version %d answered, %d is newest".formatted(version, newest));
    }
    answers.computeIfPresent(
        version,
        (id, count) -> {
          count.incrementAndGet();
          return count;
        });
    answered.incrementAndGet();
    return model;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : listing.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
