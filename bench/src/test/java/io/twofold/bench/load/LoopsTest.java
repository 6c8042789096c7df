package io.twofold.bench.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.twofold.bench.FakeCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both loops on a real connection. Nothing here says how fast anything is. */
@Timeout(120)
class LoopsTest {

  private static final Timing SHORT = Timing.of(0.1, 0.5);

  @Test
  void aClosedLoopKeepsItsCallsInFlight() throws Exception {
    try (FakeCodec codec = new FakeCodec();
        Channels channels = Channels.plaintext(codec.target(), 2)) {
      List<String> heard = new ArrayList<>();
      LoadResult result =
          new ClosedLoop(target(channels, "swap=2,encode"), 8, 1).run(SHORT, listener(heard));

      assertThat(result.answered()).isPositive().isEqualTo(result.latency().count());
      assertThat(result.failed()).isZero();
      assertThat(result.byRpc()).containsOnlyKeys(Rpc.SWAP, Rpc.ENCODE);
      assertThat(result.byRpc().values().stream().mapToLong(Percentiles::count).sum())
          .isEqualTo(result.answered());
      assertThat(result.callsPerSecond()).isEqualTo(result.answered() / 0.5);
      assertThat(result.imagesPerSecond()).isEqualTo(result.callsPerSecond() * 3);
      assertThat(result.open()).isNull();
      assertThat(heard).containsExactly("opened", "closed");
    }
  }

  @Test
  void aClosedLoopHasNoMoreCallsInFlightThanItIsTold() throws Exception {
    try (FakeCodec codec = new FakeCodec().keepSilentAfter(0);
        Channels channels = Channels.plaintext(codec.target(), 1)) {
      LoadResult result =
          new ClosedLoop(target(channels, "swap"), 5, 1)
              .run(new Timing(Duration.ZERO, Duration.ofMillis(300), Duration.ZERO), none());
      assertThat(codec.swaps()).isLessThanOrEqualTo(5);
      assertThat(result.answered()).isZero();
      assertThat(result.unanswered()).isEqualTo(5);
      assertThat(result.failed()).isEqualTo(5);
    }
  }

  @Test
  void failuresAreCountedByStatusAndAreNoLatencies() throws Exception {
    try (FakeCodec codec = new FakeCodec().refuseOneOf(4);
        Channels channels = Channels.plaintext(codec.target(), 1)) {
      LoadResult closed = new ClosedLoop(target(channels, "swap"), 4, 1).run(SHORT, none());
      assertThat(closed.errors()).containsOnlyKeys(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(closed.errors().get(Status.Code.RESOURCE_EXHAUSTED)).isEqualTo(closed.failed());
      assertThat(closed.answered()).isGreaterThan(closed.failed());

      LoadResult open = new OpenLoop(target(channels, "swap"), 500, 1000, 1).run(SHORT, none());
      assertThat(open.errors().get(Status.Code.RESOURCE_EXHAUSTED)).isPositive();
      assertThat(open.failed()).isEqualTo(open.errors().get(Status.Code.RESOURCE_EXHAUSTED));
    }
  }

  @Test
  void anOpenLoopMakesEveryCallOfItsSchedule() throws Exception {
    try (FakeCodec codec = new FakeCodec();
        Channels channels = Channels.plaintext(codec.target(), 2)) {
      LoadResult result =
          new OpenLoop(target(channels, "swap"), 400, 100_000, 11)
              .run(Timing.of(0.25, 0.5), none());

      int inWindow = 0;
      Arrivals arrivals = new Arrivals(400, 11);
      for (long at = arrivals.next(); at < 750_000_000; at = arrivals.next()) {
        inWindow += at >= 250_000_000 ? 1 : 0;
      }
      assertThat(result.answered()).isEqualTo(inWindow);
      assertThat(result.failed()).isZero();
      LoadResult.Open open = requireNonNull(result.open());
      assertThat(open.wantedPerSecond()).isEqualTo(400);
      assertThat(open.late().count()).isEqualTo(inWindow);
      assertThat(open.fromSending().count()).isEqualTo(inWindow);
      assertThat(open.fromSending().max()).isLessThanOrEqualTo(result.latency().max());
    }
  }

  @Test
  void anOpenLoopIsNotHeldUpByASilentServerAndItsMemoryIsBounded() throws Exception {
    try (FakeCodec codec = new FakeCodec().keepSilentAfter(0);
        Channels channels = Channels.plaintext(codec.target(), 1)) {
      LoadResult result =
          new OpenLoop(target(channels, "swap"), 1_000, 20, 1)
              .run(new Timing(Duration.ZERO, Duration.ofMillis(500), Duration.ZERO), none());
      LoadResult.Open open = requireNonNull(result.open());
      assertThat(result.answered()).isZero();
      assertThat(result.unanswered()).isEqualTo(20);
      assertThat(open.overBound()).isGreaterThan(300);
      assertThat(result.failed()).isEqualTo(20 + open.overBound());
    }
  }

  @Test
  void aCallEndsAtItsDeadline() throws Exception {
    try (FakeCodec codec = new FakeCodec().keepSilentAfter(0);
        Channels channels = Channels.plaintext(codec.target(), 1)) {
      Target target =
          new Target(
              channels, target(channels, "swap").workload(), Optional.of(Duration.ofMillis(50)));
      LoadResult result = new ClosedLoop(target, 2, 1).run(Timing.of(0, 1), none());
      assertThat(result.errors()).containsOnlyKeys(Status.Code.DEADLINE_EXCEEDED);
      assertThat(result.unanswered()).isZero();
    }
  }

  private static Target target(Channels channels, String mix) {
    ServedModel model = new ServedModel("tiny", 0, "run", 1, 2, 2, 2, 2);
    return new Target(
        channels,
        new Requests(model, 3, PixelFormat.FLOAT32, 1).workload(Mix.parse(mix)),
        Optional.empty());
  }

  private static RunListener none() {
    return RunListener.NONE;
  }

  private static RunListener listener(List<String> heard) {
    return new RunListener() {
      @Override
      public void opened() {
        heard.add("opened");
      }

      @Override
      public void closed() {
        heard.add("closed");
      }
    };
  }
}
