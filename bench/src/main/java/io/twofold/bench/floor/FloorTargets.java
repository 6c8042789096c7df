package io.twofold.bench.floor;

import static io.twofold.bench.floor.Served.ECHO;
import static io.twofold.bench.floor.Served.NAIVE;
import static io.twofold.bench.floor.Served.OURS;

import io.twofold.bench.verdict.Median;
import io.twofold.bench.verdict.Verdict;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the server is to reach. A ratio is taken within each round, where the machine was the same
 * for both sides, and its median over the rounds is what counts.
 */
public final class FloorTargets {

  private static final int ONE = 1;
  private static final int MANY = 64;

  private FloorTargets() {}

  /** Each figure beside its target. */
  public static List<Verdict> of(List<Round> rounds) {
    return List.of(
        Verdict.atMost(
            "1 in flight: p50 ÷ (echo p50 + in-process p50)",
            median(
                rounds,
                round ->
                    round.figures(OURS, ONE).p50Micros()
                        / (round.figures(ECHO, ONE).p50Micros() + round.runP50Micros())),
            1.15,
            ""),
        Verdict.atLeast(
            "64 in flight: throughput ÷ echo's",
            median(
                rounds,
                round ->
                    round.figures(OURS, MANY).callsPerSecond()
                        / round.figures(ECHO, MANY).callsPerSecond()),
            0.60,
            ""),
        Verdict.atMost(
            "64 in flight: server CPU ÷ (echo's + in-process, batch 32)",
            median(
                rounds,
                round ->
                    round.figures(OURS, MANY).serverCpuMicros()
                        / (round.figures(ECHO, MANY).serverCpuMicros() + round.batchCpuMicros())),
            1.20,
            ""),
        Verdict.atMost(
            "64 in flight: p99 ÷ p50",
            median(
                rounds,
                round ->
                    round.figures(OURS, MANY).p99Micros() / round.figures(OURS, MANY).p50Micros()),
            4,
            ""),
        Verdict.atLeast(
            "64 in flight: throughput ÷ the naive server's",
            median(
                rounds,
                round ->
                    round.figures(OURS, MANY).callsPerSecond()
                        / round.figures(NAIVE, MANY).callsPerSecond()),
            5,
            ""),
        Verdict.atMost(
            "allocated beyond echo's, worst of all in flight",
            median(rounds, FloorTargets::allocatedBeyondEcho),
            8192,
            "B/call"),
        Verdict.atMost("start to serving", median(rounds, Round::startSeconds), 1.5, "s"),
        Verdict.atMost("calls of ours that failed", (double) failed(rounds), 0, ""));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Median.of(rounds, figure);
  }

  private static double allocatedBeyondEcho(Round round) {
    return FloorRun.IN_FLIGHT.stream()
        .mapToDouble(
            inFlight ->
                round.figures(OURS, inFlight).allocatedBytes()
                    - round.figures(ECHO, inFlight).allocatedBytes())
        .max()
        .orElse(Double.NaN);
  }

  private static long failed(List<Round> rounds) {
    return rounds.stream()
        .flatMap(round -> FloorRun.IN_FLIGHT.stream().map(n -> round.figures(OURS, n)))
        .mapToLong(Figures::failed)
        .sum();
  }
}
