package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTrainCommandTest {

  @Test
  void eachRoundAndTheirMedianIsALine() {
    CommandRun run = CommandRun.of("bench-train", "--iterations=1", "--rounds=2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(5);
    String figures = ": \\d+\\.\\d it/s, \\d+\\.\\d\\d ms CPU an iteration";
    assertThat(lines.get(0)).matches("warm-up" + figures);
    assertThat(lines.get(1)).matches("round 1" + figures);
    assertThat(lines.get(2)).matches("round 2" + figures);
    assertThat(lines.get(3)).startsWith("iterations/s: median ");
    assertThat(lines.get(4)).startsWith("ms CPU an iteration: median ");
  }

  @Test
  void aRoundHasAtLeastOneIteration() {
    CommandRun run = CommandRun.of("bench-train", "--iterations=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--iterations must be at least 1, not 0");
  }
}
