package io.twofold.server.rpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.twofold.server.metrics.GrpcMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Measures one call of any method for gRPC's own meters. */
final class StandardTracer extends ServerStreamTracer {

  /** What methods are called that no service has: callers choose their names. */
  private static final String OTHER = "other";

  private final GrpcMetrics metrics;
  private final LongSupplier nanoClock;
  private final String method;
  private final long arrivedNanos;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  private StandardTracer(GrpcMetrics metrics, LongSupplier nanoClock, String method) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.method = method;
    this.arrivedNanos = nanoClock.getAsLong();
  }

  /**
   * @param methods the full names of those that are served
   */
  static ServerStreamTracer.Factory factory(
      GrpcMetrics metrics, Set<String> methods, LongSupplier nanoClock) {
    Map<String, Counter> started =
        methods.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), metrics::started));
    Counter others = metrics.started(OTHER);
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        Counter counter = started.get(fullMethodName);
        (counter == null ? others : counter).increment();
        return new StandardTracer(metrics, nanoClock, counter == null ? OTHER : fullMethodName);
      }
    };
  }

  @Override
  public void outboundWireSize(long bytes) {
    sent.addAndGet(bytes);
  }

  @Override
  public void inboundWireSize(long bytes) {
    received.addAndGet(bytes);
  }

  @Override
  public void streamClosed(Status status) {
    metrics.ended(
        method,
        status.getCode().name(),
        nanoClock.getAsLong() - arrivedNanos,
        sent.get(),
        received.get());
  }
}
