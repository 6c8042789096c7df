package io.twofold.server.rollout;

import io.twofold.server.lifecycle.HeardLifecycle;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.TestLanes;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.RolloutStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** One server of the model "tiny", as far as its rollouts go; it looks when the test says so. */
final class Replica implements AutoCloseable {

  static final VersionId TINY_1 = new VersionId("tiny", 1);
  static final VersionId TINY_2 = new VersionId("tiny", 2);

  final Evidence evidence;
  final ModelLifecycle lifecycle;
  final Rollouts rollouts;
  final RolloutCommands commands;

  Replica(Path repository, String name, TestTime time) throws Exception {
    this(repository, name, time, new FillingDisk());
  }

  Replica(Path repository, String name, TestTime time, RolloutFile.Disk disk) throws Exception {
    evidence = new Evidence(time);
    lifecycle =
        new ModelLifecycle(
            new ModelRepository(repository), new HeardLifecycle(), TestLanes::of, System::nanoTime);
    rollouts =
        new Rollouts(
            model -> new RolloutFile(repository.resolve(model), disk),
            lifecycle,
            evidence,
            time,
            name,
            () -> {});
    commands = new RolloutCommands(rollouts);
    rollouts.follow("tiny");
    lifecycle.load();
    look();
  }

  /** What the server's threads do again and again. */
  void look() throws Exception {
    rollouts.tick();
    lifecycle.refresh();
  }

  RolloutStatus status() throws Exception {
    return rollouts.status("tiny");
  }

  /** The version that answers a call without a routing key, or one with that key. */
  long chosen(String... key) throws Exception {
    try (VersionHandle handle = lifecycle.acquire("tiny", 0, String.join("", key))) {
      return handle.id().version();
    }
  }

  /** Whether this server's callers are divided between both versions. */
  boolean shares() throws Exception {
    boolean candidate = false;
    for (int i = 0; i < 50; i++) {
      candidate |= chosen("caller " + i) == 2;
    }
    return candidate;
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

  @Override
  public void close() {
    lifecycle.close();
  }

  private static CycleCheck check(Random random, float error) {
    float[] s = {random.nextFloat(), random.nextFloat()};
    float[] z = {random.nextFloat()};
    return new CycleCheck(s, z, new float[] {s[0] + error, s[1]}, new float[] {z[0]}, 0.01);
  }
}
