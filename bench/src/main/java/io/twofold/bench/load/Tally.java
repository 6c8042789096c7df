package io.twofold.bench.load;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * What happened in a run's window. The event loops write, each into the recorders of its own
 * channels; the thread that runs the load reads.
 */
final class Tally {

  private final List<Map<Rpc, LatencyRecorder>> recorders = new ArrayList<>();
  private final LatencyRecorder fromSending = new LatencyRecorder();
  private final LatencyRecorder late = new LatencyRecorder();
  private final Map<Status.Code, LongAdder> errors = new EnumMap<>(Status.Code.class);
  private final LongAdder sent = new LongAdder();
  private final LongAdder over = new LongAdder();

  private final Map<Rpc, Histogram> byRpc = new EnumMap<>(Rpc.class);
  private final Histogram all = LatencyRecorder.histogram();

  Tally(int channels) {
    for (int i = 0; i < channels; i++) {
      Map<Rpc, LatencyRecorder> ofChannel = new EnumMap<>(Rpc.class);
      for (Rpc rpc : Rpc.values()) {
        ofChannel.put(rpc, new LatencyRecorder());
      }
      recorders.add(ofChannel);
    }
    for (Status.Code code : Status.Code.values()) {
      errors.put(code, new LongAdder());
    }
  }

  /** A call was answered within {@code nanos} of when it started, or was meant to. */
  void answered(int channel, Rpc rpc, long nanos) {
    requireNonNull(recorders.get(channel).get(rpc)).record(nanos);
  }

  /** How long after it was sent a call of an open loop was answered. */
  void answeredAfterSending(long nanos) {
    fromSending.record(nanos);
  }

  void failed(Status.Code code) {
    requireNonNull(errors.get(code)).increment();
  }

  void sent() {
    sent.increment();
  }

  /** A call was sent {@code nanos} after it was meant to be. */
  void late(long nanos) {
    late.record(nanos);
  }

  /** A call was not made, because too many were open. */
  void overBound() {
    over.increment();
  }

  /** Gathers what was recorded since the last look. */
  Progress look(double seconds, double ofSeconds, double interval) {
    Histogram recent = LatencyRecorder.histogram();
    Histogram some = LatencyRecorder.histogram();
    for (Map<Rpc, LatencyRecorder> ofChannel : recorders) {
      ofChannel.forEach(
          (rpc, recorder) -> {
            some.reset();
            recorder.drainTo(some);
            byRpc.computeIfAbsent(rpc, any -> LatencyRecorder.histogram()).add(some);
            recent.add(some);
          });
    }
    all.add(recent);
    return new Progress(
        seconds,
        ofSeconds,
        recent.getTotalCount() / interval,
        Percentiles.of(recent),
        errors().values().stream().mapToLong(Long::longValue).sum() + over.sum());
  }

  Percentiles all() {
    return Percentiles.of(all);
  }

  /** Of each RPC that was answered. */
  Map<Rpc, Percentiles> byRpc() {
    Map<Rpc, Percentiles> percentiles = new EnumMap<>(Rpc.class);
    byRpc.forEach(
        (rpc, histogram) -> {
          if (histogram.getTotalCount() > 0) {
            percentiles.put(rpc, Percentiles.of(histogram));
          }
        });
    return percentiles;
  }

  Map<Status.Code, Long> errors() {
    Map<Status.Code, Long> counts = new EnumMap<>(Status.Code.class);
    errors.forEach(
        (code, count) -> {
          if (count.sum() > 0) {
            counts.put(code, count.sum());
          }
        });
    return counts;
  }

  /** What an open loop knows besides. */
  LoadResult.Open open(double wantedPerSecond, double seconds) {
    Histogram sending = LatencyRecorder.histogram();
    fromSending.drainTo(sending);
    Histogram lateness = LatencyRecorder.histogram();
    late.drainTo(lateness);
    return new LoadResult.Open(
        wantedPerSecond,
        sent.sum() / seconds,
        over.sum(),
        Percentiles.of(sending),
        Percentiles.of(lateness));
  }
}
