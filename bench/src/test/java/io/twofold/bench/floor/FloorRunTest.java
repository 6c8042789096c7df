package io.twofold.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.bench.process.TwofoldPrograms;
import io.twofold.codec.TinyBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All four things in processes of their own, with the smallest model and windows. */
@Timeout(300)
class FloorRunTest {

  @TempDir Path folder;

  @Test
  void everythingIsStartedMeasuredAndStopped() throws Exception {
    Path bundle = new TinyBundle("tiny", 1).publish(folder.resolve("published"));
    List<String> progress = new ArrayList<>();
    Path run = Files.createDirectory(folder.resolve("run"));
    long childrenBefore = children();

    List<Round> rounds =
        new FloorRun(
                new FloorPlan(bundle, 1, 1, 0.3, 1, List.of("--workers", "1"), 1),
                new TwofoldPrograms(folder, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")),
                progress::add)
            .run(run);

    assertThat(rounds).hasSize(1);
    Round round = rounds.get(0);
    for (Served served : Served.values()) {
      for (int inFlight : FloorRun.IN_FLIGHT) {
        Figures figures = round.figures(served, inFlight);
        assertThat(figures.failed()).as("%s at %d", served, inFlight).isZero();
        assertThat(figures.p99Micros()).isGreaterThanOrEqualTo(figures.p50Micros());
      }
      assertThat(FloorRun.IN_FLIGHT)
          .as("%s", served)
          .anySatisfy(
              inFlight -> {
                Figures figures = round.figures(served, inFlight);
                assertThat(figures.answered()).isPositive();
                assertThat(figures.p50Micros()).isPositive();
                assertThat(figures.allocatedBytes()).isPositive();
              });
    }
    assertThat(round.runP50Micros()).isPositive();
    assertThat(round.batchCpuMicros()).isPositive();
    assertThat(round.startSeconds()).isPositive();
    assertThat(FloorTargets.of(rounds)).hasSize(8);
    assertThat(progress).hasSize(4).last().asString().startsWith("round 1 of 1");
    assertThat(children()).isEqualTo(childrenBefore);
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }
}
