package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import java.nio.file.Path;
import java.util.List;

/** Two servers in the middle of a rollout from version 1 to 2: half of the calls go to each. */
final class HalfwayRollout implements AutoCloseable {

  static final RolloutSettings HALF =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.5, 1.0))
          .setLeastTime(Durations.fromSeconds(600))
          .setLeastSamples(30)
          .build();

  final Path file;
  final Replica here;
  final Replica there;

  /**
   * @param disk what the first server writes to
   */
  HalfwayRollout(Path repository, TestTime time, FillingDisk disk) throws Exception {
    file = repository.resolve("tiny/rollout.json");
    new TinyBundle("tiny", 1).publish(repository);
    here = new Replica(repository, "here", time, disk);
    there = new Replica(repository, "there", time);
    new TinyBundle("tiny", 2).publish(repository);
    here.commands.pin("tiny", 1, 0);
    lookBoth();
    here.commands.start("tiny", 2, HALF, false, 0);
    lookBoth();
    RolloutState begun = here.status().getState();
    here.rollouts.write("tiny", here.rollouts.transitions().advance(begun, 1));
    lookBoth();
    assertThat(List.of(here.shares(), there.shares())).containsExactly(true, true);
  }

  void lookBoth() throws Exception {
    here.look();
    there.look();
  }

  @Override
  public void close() {
    here.close();
    there.close();
  }
}
