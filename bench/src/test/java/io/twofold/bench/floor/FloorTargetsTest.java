package io.twofold.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bench.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorTargetsTest {

  private static final Map<Integer, Figures> ECHO =
      Map.of(
          1, figures(100, 200, 9_000, 76, 1_000, 0),
          8, figures(300, 500, 20_000, 20, 1_100, 0),
          64, figures(1_000, 2_000, 50_000, 14, 1_200, 0));

  private static final Map<Integer, Figures> NAIVE =
      Map.of(
          1, figures(400, 600, 2_500, 300, 60_000, 0),
          8, figures(2_000, 3_000, 3_700, 250, 60_000, 0),
          64, figures(15_000, 30_000, 4_000, 205, 60_000, 0));

  @Test
  void everyTargetIsARatioOfOneRound() {
    Round round =
        new Round(
            Map.of(Served.ECHO, ECHO, Served.NAIVE, NAIVE, Served.OURS, ours(32_000, 0)),
            50,
            16,
            1.2);

    List<Verdict> verdicts = FloorTargets.of(List.of(round));

    assertThat(verdicts)
        .extracting(Verdict::value)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
        .containsExactly(1.2, 0.64, 1.1, 3.0, 8.0, 7_000.0, 1.2, 0.0);
    assertThat(verdicts)
        .extracting(Verdict::met)
        .containsExactly(false, true, true, true, true, true, true, true);
  }

  @Test
  void theMedianOfTheRoundsCountsAndEveryFailure() {
    List<Round> rounds =
        List.of(round(32_000, 0, 1.0), round(10_000, 3, 9.0), round(40_000, 0, 1.4));

    List<Verdict> verdicts = FloorTargets.of(rounds);

    assertThat(verdicts.get(1).value()).isCloseTo(0.64, within(1e-9));
    assertThat(verdicts.get(6).value()).isCloseTo(1.4, within(1e-9));
    assertThat(verdicts.get(7).value()).isEqualTo(3);
    assertThat(verdicts.get(7).met()).isFalse();
  }

  private static Round round(double callsPerSecond, long failed, double startSeconds) {
    return new Round(
        Map.of(Served.ECHO, ECHO, Served.NAIVE, NAIVE, Served.OURS, ours(callsPerSecond, failed)),
        50,
        16,
        startSeconds);
  }

  private static Map<Integer, Figures> ours(double callsPerSecond, long failed) {
    return Map.of(
        1, figures(180, 300, 5_000, 150, 8_000, failed),
        8, figures(500, 900, 14_000, 60, 7_500, 0),
        64, figures(2_000, 6_000, callsPerSecond, 33, 5_000, 0));
  }

  private static Figures figures(
      double p50, double p99, double callsPerSecond, double cpu, double allocated, long failed) {
    return new Figures(p50, p99, callsPerSecond, cpu, 10, allocated, 1_000, failed);
  }
}
