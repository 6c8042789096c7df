package io.twofold.bench.story;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Callers of every server, each with a routing key of its own: swaps at a fixed rate, whether the
 * answers come or not. One call in twenty has a bright style image.
 */
final class StoryLoad implements AutoCloseable {

  private static final int KEYS_EACH = 10;
  private static final int BRIGHT_EVERY = 20;

  private final List<TwofoldClient> clients = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<Long, AtomicLong> answers = new ConcurrentHashMap<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Images> digits = new ArrayList<>();
  private final Images bright;
  // Replaced as a whole, so that a reading needs no lock.
  private volatile Histogram latencies = new ConcurrentHistogram(3);
  private int next;

  /**
   * @param targets the servers
   * @param images of the model's own kind, back to back
   */
  StoryLoad(List<String> targets, int perSecond, float[] images, int height, int width) {
    for (String target : targets) {
      for (int key = 0; key < KEYS_EACH; key++) {
        clients.add(
            TwofoldClient.builder(target)
                .deadline(Duration.ofSeconds(60))
                .routingKey("caller-" + key)
                .build());
      }
    }
    int size = height * width;
    for (int from = 0; from < images.length; from += size) {
      digits.add(
          Images.float32(1, height, width, 1, Arrays.copyOfRange(images, from, from + size)));
    }
    float[] light = new float[size];
    Arrays.fill(light, 0.95f);
    bright = Images.float32(1, height, width, 1, light);
    var unused =
        clock.scheduleAtFixedRate(
            this::call, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
  }

  private void call() {
    int number = next++;
    long intended = System.nanoTime();
    Images style = number % BRIGHT_EVERY == 0 ? bright : digits.get(number * 7 % digits.size());
    // Every key calls with every kind of image.
    int client = Math.floorMod(number + number / clients.size(), clients.size());
    var unused =
        clients
            .get(client)
            .swapAsync(digits.get(number % digits.size()), style, ImageFormat.UINT8)
            .whenComplete((answer, failure) -> ended(intended, answer, failure));
  }

  private void ended(long intended, Decoded answer, Throwable failure) {
    if (failure != null) {
      failures.add(failure);
      return;
    }
    latencies.recordValue(System.nanoTime() - intended);
    answers
        .computeIfAbsent(answer.servedBy().version(), version -> new AtomicLong())
        .incrementAndGet();
  }

  /** Calls that failed. */
  List<Throwable> failures() {
    return failures;
  }

  /** Calls that a version answered. */
  long answeredBy(long version) {
    AtomicLong count = answers.get(version);
    return count == null ? 0 : count.get();
  }

  long answered() {
    return answers.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** The 99th percentile since the last time it was asked for, in milliseconds. */
  double nextP99() {
    Histogram before = latencies;
    latencies = new ConcurrentHistogram(3);
    return before.getValueAtPercentile(99) / 1e6;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clients.forEach(TwofoldClient::close);
  }
}
