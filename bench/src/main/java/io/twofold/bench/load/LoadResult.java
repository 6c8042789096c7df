package io.twofold.bench.load;

import io.grpc.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run measured.
 *
 * @param seconds how long calls counted
 * @param imagesPerCall images in each call
 * @param latency of every call that was answered: from its start in a closed loop, from when it was
 *     meant to start in an open one
 * @param byRpc the same for each RPC that was answered
 * @param errors calls that ended with another status than OK
 * @param unanswered calls without an end when the run gave up on them
 * @param open what an open loop knows besides; absent for a closed one
 */
public record LoadResult(
    double seconds,
    int imagesPerCall,
    Percentiles latency,
    Map<Rpc, Percentiles> byRpc,
    Map<Status.Code, Long> errors,
    long unanswered,
    @Nullable Open open) {

  /**
   * What an open loop knows besides.
   *
   * @param wantedPerSecond calls that were to start in a second
   * @param sentPerSecond calls that did
   * @param overBound calls that were never made, because too many were open
   * @param fromSending latency from when a call was sent, without the time that the client itself
   *     was late
   * @param late how long after it was meant to be each call was sent
   */
  public record Open(
      double wantedPerSecond,
      double sentPerSecond,
      long overBound,
      Percentiles fromSending,
      Percentiles late) {}

  /** Calls that were answered with OK. */
  public long answered() {
    return latency.count();
  }

  public double callsPerSecond() {
    return answered() / seconds;
  }

  public double imagesPerSecond() {
    return callsPerSecond() * imagesPerCall;
  }

  /** Calls that were not answered with OK, whoever failed them. */
  public long failed() {
    return errors.values().stream().mapToLong(Long::longValue).sum()
        + unanswered
        + (open == null ? 0 : open.overBound());
  }
}
