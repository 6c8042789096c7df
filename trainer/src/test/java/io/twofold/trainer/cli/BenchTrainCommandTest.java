package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTrainCommandTest {

  @TempDir private Path folder;

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
  void anotherProgramTakesTurns() throws IOException {
    Path peer = program("while read order; do echo \"$1 0.5\"; done");
    CommandRun run =
        CommandRun.of("bench-train", "--iterations=2", "--rounds=1", "--against=sh " + peer);
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).endsWith("; the other 2.0 it/s, 0.50 ms CPU an iteration");
    assertThat(lines.get(4))
        .isEqualTo("the other's iterations/s: median 2.00, least 2.00, most 2.00");
    double own = Double.parseDouble(lines.get(2).replaceAll(".* most ", ""));
    double ratio = Double.parseDouble(lines.get(6).replaceAll(".* most ", ""));
    assertThat(lines.get(6)).startsWith("iterations/s ÷ the other's: median ");
    assertThat(ratio).isCloseTo(own / 2, within(0.02));
    assertThat(lines.get(7)).startsWith("for the same CPU, iterations ÷ the other's: median ");
  }

  @Test
  void aProgramThatPlaysNoRoundsIsNamed() throws IOException {
    Path ends = program("exit 3");
    assertThat(against("sh " + ends)).contains("'sh " + ends + "' has ended");
    Path talks = program("read order; echo ready");
    assertThat(against("sh " + talks)).contains("'sh " + talks + "' answered 'ready', not its");
    assertThat(against("no-such-program-here")).contains("no-such-program-here");
  }

  private static String against(String command) {
    CommandRun run =
        CommandRun.of("bench-train", "--iterations=1", "--rounds=1", "--against", command);
    assertThat(run.exitCode()).isEqualTo(1);
    return run.err();
  }

  private Path program(String script) throws IOException {
    return Files.writeString(folder.resolve("peer.sh"), script + "\n");
  }

  @Test
  void aRoundHasAtLeastOneIteration() {
    CommandRun run = CommandRun.of("bench-train", "--iterations=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--iterations must be at least 1, not 0");
  }
}
