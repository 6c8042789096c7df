package io.twofold.bench.overload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Status;
import io.twofold.bench.FakeCodec;
import io.twofold.bench.load.Channels;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.load.Mix;
import io.twofold.bench.load.Percentiles;
import io.twofold.bench.load.PixelFormat;
import io.twofold.bench.load.Requests;
import io.twofold.bench.load.Rpc;
import io.twofold.bench.load.ServedModel;
import io.twofold.bench.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OverloadRunTest {

  @Test
  void theStormIsAMultipleOfTheBest() throws Exception {
    try (FakeCodec codec = new FakeCodec()) {
      List<String> steps = new ArrayList<>();
      OverloadResult result =
          new OverloadRun(
                  () -> Channels.plaintext(codec.target(), 2),
                  new Requests(
                          new ServedModel("tiny", 0, "run", 1, 2, 2, 2, 2), 1, PixelFormat.UINT8, 1)
                      .workload(Mix.of(Rpc.SWAP)),
                  Optional.empty(),
                  Optional.of(ProcessHandle.current()),
                  new OverloadPlan(0.5, 0.2, 0.2, 0.5, List.of(2, 4), 64, 1))
              .run(steps::add, progress -> {});
      LoadResult.Open open = requireNonNull(result.storm().open());
      assertThat(open.wantedPerSecond())
          .isCloseTo(result.best().callsPerSecond() / 2, within(1e-6));
      assertThat(result.bestInFlight()).isIn(2, 4);
      assertThat(result.recovered().answered()).isPositive();
      assertThat(steps).hasSize(4).last().asString().startsWith("storm: ");
    }
  }

  @Test
  void aServerThatStandsMeetsEveryTarget() {
    OverloadResult result =
        new OverloadResult(
            closed(1_000, 200),
            32,
            closed(10_000, 3_000),
            storm(9_500, 1_500),
            new Memory(OptionalLong.of(80), OptionalLong.of(100), OptionalLong.of(104)),
            closed(9_800, 3_000));
    assertThat(result.verdicts())
        .extracting(Verdict::value)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
        .containsExactly(0.95, 7.5, 1.04, 0.98, 0.0);
    assertThat(result.verdicts()).allMatch(Verdict::met);
  }

  @Test
  void memoryThatIsNotKnownIsNotJudged() {
    OverloadResult result =
        new OverloadResult(
            closed(1_000, 200),
            32,
            closed(10_000, 3_000),
            storm(8_000, 5_000),
            new Memory(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
            closed(10_000, 3_000));
    assertThat(result.verdicts())
        .hasSize(4)
        .extracting(Verdict::met)
        .containsExactly(false, false, true, true);
  }

  private static LoadResult closed(long calls, double p99) {
    return new LoadResult(1, 1, percentiles(calls, p99), Map.of(), Map.of(), 0, null);
  }

  private static LoadResult storm(long calls, double p99) {
    return new LoadResult(
        1,
        1,
        percentiles(calls, p99 * 2),
        Map.of(),
        Map.of(Status.Code.RESOURCE_EXHAUSTED, 20_000L),
        0,
        new LoadResult.Open(30_000, 29_000, 5, percentiles(calls, p99), percentiles(calls, 50)));
  }

  private static Percentiles percentiles(long count, double p99) {
    return new Percentiles(count, p99, p99, p99, p99, p99, p99, p99);
  }
}
