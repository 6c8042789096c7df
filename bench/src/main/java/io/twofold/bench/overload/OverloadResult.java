package io.twofold.bench.overload;

import io.twofold.bench.load.LoadResult;
import io.twofold.bench.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What a storm did to a server.
 *
 * @param unloaded one call in flight, before it
 * @param bestInFlight calls in flight with which the throughput was best
 * @param best a closed loop with as many
 * @param storm the open loop at a multiple of that throughput
 * @param memory the server's, in the storm
 * @param recovered the best closed loop again, from one second after the storm
 */
public record OverloadResult(
    LoadResult unloaded,
    int bestInFlight,
    LoadResult best,
    LoadResult storm,
    Memory memory,
    LoadResult recovered) {

  private static final double GOODPUT = 0.90;
  private static final double P99 = 10;
  private static final double MEMORY_GROWTH = 1.10;
  private static final double RECOVERY = 0.90;

  /** Each figure beside its target. */
  public List<Verdict> verdicts() {
    LoadResult.Open open = storm.open();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        Verdict.atLeast(
            "goodput ÷ best closed-loop throughput",
            storm.callsPerSecond() / best.callsPerSecond(),
            GOODPUT,
            ""));
    verdicts.add(
        Verdict.atMost(
            "p99 of the accepted ÷ unloaded p99",
            (open == null ? Double.NaN : open.fromSending().p99()) / unloaded.latency().p99(),
            P99,
            ""));
    if (!Double.isNaN(memory.growth())) {
      verdicts.add(
          Verdict.atMost(
              "resident memory at the end ÷ a sixth into the storm",
              memory.growth(),
              MEMORY_GROWTH,
              ""));
    }
    verdicts.add(
        Verdict.atLeast(
            "throughput from 1 s after the storm ÷ best",
            recovered.callsPerSecond() / best.callsPerSecond(),
            RECOVERY,
            ""));
    verdicts.add(
        Verdict.atMost(
            "calls that failed from 1 s after the storm", (double) recovered.failed(), 0, ""));
    return verdicts;
  }
}
