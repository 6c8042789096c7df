package io.twofold.bench.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.bench.process.ServerProcess;
import io.twofold.bench.process.TwofoldPrograms;
import io.twofold.bundle.v1.Golden;
import io.twofold.client.Rollout;
import io.twofold.client.RolloutSettings;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.GoldenVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two server processes on one folder with the shipped model, callers at a fixed rate, and versions
 * to roll out: a good one, and every kind of bad one. Bad ones are taken back or refused on both
 * servers, with the reason; no call fails; the good one ends with every call.
 */
class RolloutStoryTest {

  private static final Path MODEL =
      Path.of(System.getProperty("twofold.root", "."), "models", "mnist", "2");
  private static final int SIDE = 28;
  private static final int DIM_S = 16;
  private static final Duration GENEROUS = Duration.ofMinutes(2);

  /** Short steps; latencies say nothing on a machine that tests keep busy. */
  private static final RolloutSettings EAGER =
      RolloutSettings.defaults()
          .steps(List.of(0.2, 1.0))
          .sample(1)
          .leastTime(Duration.ofMillis(500))
          .leastSamples(20)
          .maxP99Ratio(1e6);

  @TempDir Path folder;
  private long wrong;
  private long notFinite;
  private long flipped;
  private long slow;
  private long good;
  private ServerProcess one;
  private ServerProcess other;
  private TwofoldClient admin;
  private TwofoldClient otherAdmin;

  @BeforeEach
  void start() throws Exception {
    Path models = folder.resolve("models");
    new StoryVersions(MODEL, models).good("first");
    TwofoldPrograms programs =
        new TwofoldPrograms(Path.of(System.getProperty("twofold.root", ".")), List.of("-Xmx512m"));
    // However busy the machine is, the story is of versions, not of overload.
    List<String> options = List.of("--poll-seconds", "1", "--wait-target", "10s");
    one = ServerProcess.start(programs.serve("one", models, options), folder);
    other = ServerProcess.start(programs.serve("other", models, options), folder);
    admin = admin(one);
    otherAdmin = admin(other);
    admin.rollouts().pin(1, 0);
    publishAll(new StoryVersions(MODEL, models));
  }

  /** Publishing takes its share of the processors too, and so comes before any call. */
  private void publishAll(StoryVersions versions) throws IOException {
    float threshold = Math.min(0.9f, StoryVersions.brightest(MODEL) + 0.05f);
    wrong = versionOf(versions.changed("wrong", Bundle.DEC, Faults::negative));
    notFinite =
        versionOf(
            versions.changed("nan", Bundle.ENC_Z, Faults.nanWhereBright(threshold, SIDE * SIDE)));
    Path bundle = versions.good("flipped");
    byte[] decoder = Files.readAllBytes(bundle.resolve(Bundle.DEC));
    decoder[decoder.length / 2] ^= 1;
    Files.write(bundle.resolve(Bundle.DEC), decoder);
    flipped = versionOf(bundle);
    slow = versionOf(versions.changed("slow", Bundle.DEC, Faults.slow(DIM_S, 60)));
    good = versionOf(versions.good("good"));
  }

  @AfterEach
  void stop() {
    admin.close();
    otherAdmin.close();
    one.close();
    other.close();
  }

  @Test
  void badVersionsHarmNoCallerAndTheGoodOneTakesOver() throws Exception {
    try (StoryLoad load = load(40)) {
      badVersions();
      goodVersion();
      requireUnharmed(load);
    }
  }

  /** The same and a slow version, at more calls a second; prints what it measured. */
  @Test
  @Tag("story")
  void theWholeStoryWithFigures() throws Exception {
    try (StoryLoad load = load(100)) {
      Thread.sleep(15_000);
      load.nextP99();
      Thread.sleep(15_000);
      say("p99 before: %.2f ms".formatted(load.nextP99()));
      badVersions();
      say("p99 while bad versions came and went: %.2f ms".formatted(load.nextP99()));
      requireTakenBack(slow, EAGER.leastSamples(50).maxP99Ratio(2), "guard p");
      load.nextP99();
      Thread.sleep(5_000);
      load.nextP99();
      goodVersion();
      say("p99 while the good one was rolled out: %.2f ms".formatted(load.nextP99()));
      requireUnharmed(load);
      say(
          "%d calls answered, %d failed; version 1 answered %d, version %d %d"
              .formatted(
                  load.answered(),
                  load.failures().size(),
                  load.answeredBy(1),
                  good,
                  load.answeredBy(good)));
    }
  }

  private void badVersions() throws Exception {
    requireTakenBack(wrong, EAGER, "guard ");
    requireTakenBack(notFinite, EAGER, "guard non_finite");
    requireTakenBack(flipped, EAGER, "cannot be loaded");
    halfCopied(good + 1);
  }

  /** All files but the manifest, which a copy may bring last. */
  private void halfCopied(long version) throws Exception {
    Path bundle =
        Files.createDirectory(folder.resolve("models/mnist").resolve(Long.toString(version)));
    for (String file : List.of(Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC, GoldenVectors.FILE)) {
      Files.copy(MODEL.resolve(file), bundle.resolve(file));
    }
    known(version);
    assertThatThrownBy(() -> admin.rollouts().start(version, EAGER, false, 0))
        .hasMessageContaining("version " + version + " is not whole");
  }

  private void goodVersion() throws Exception {
    known(good);
    long start = System.nanoTime();
    admin.rollouts().start(good, EAGER, false, 0);
    await("the good version is stable", rollout -> rollout.stable() == good);
    say("good version %d is stable on both servers after %s".formatted(good, since(start)));
  }

  private void requireTakenBack(long version, RolloutSettings settings, String reason)
      throws Exception {
    known(version);
    long start = System.nanoTime();
    String refusal;
    try {
      admin.rollouts().start(version, settings, false, 0);
      await(
          "version %d is taken back".formatted(version),
          rollout -> rollout.refusal(version).isPresent());
      refusal = admin.rollouts().status().refusal(version).orElseThrow();
      assertThat(otherAdmin.rollouts().status().refusal(version)).contains(refusal);
    } catch (TwofoldException refused) {
      refusal = String.valueOf(refused.getMessage());
    }
    say("version %d: %s (after %s)".formatted(version, refusal, since(start)));
    assertThat(refusal).contains(reason);
    assertThat(admin.rollouts().status().stable()).isEqualTo(1);
  }

  /** Both servers have seen the version's folder. */
  private void known(long version) throws Exception {
    for (TwofoldClient each : List.of(admin, otherAdmin)) {
      long start = System.nanoTime();
      while (each.models().stream().noneMatch(model -> model.version() == version)) {
        requireInTime("version %d is known".formatted(version), start);
      }
    }
  }

  private void await(String what, Predicate<Rollout> condition) throws Exception {
    for (TwofoldClient each : List.of(admin, otherAdmin)) {
      long start = System.nanoTime();
      while (!condition.test(each.rollouts().status())) {
        requireInTime(what + ": " + each.rollouts().status(), start);
      }
    }
  }

  private static void requireInTime(String what, long start) throws InterruptedException {
    if (System.nanoTime() - start > GENEROUS.toNanos()) {
      throw new AssertionError("never came to be: " + what);
    }
    Thread.sleep(50);
  }

  private void requireUnharmed(StoryLoad load) {
    assertThat(load.failures()).isEmpty();
    assertThat(load.answeredBy(1)).isPositive();
    assertThat(load.answeredBy(good)).isPositive();
  }

  private StoryLoad load(int perSecond) throws IOException {
    Golden golden = Golden.parseFrom(Files.readAllBytes(MODEL.resolve(GoldenVectors.FILE)));
    float[] digits = Float32.fromBytes(golden.getX());
    return new StoryLoad(List.of(one.target(), other.target()), perSecond, digits, SIDE, SIDE);
  }

  private static TwofoldClient admin(ServerProcess server) {
    return TwofoldClient.builder(server.target()).deadline(GENEROUS).build();
  }

  private static long versionOf(Path bundle) {
    return Long.parseLong(bundle.getFileName().toString());
  }

  private static String since(long start) {
    return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
  }

  private static void say(String line) {
    System.out.println("story: " + line);
  }
}
