package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A client's calls as Micrometer meters, named as gRPC names them in its proposal A66:
 *
 * <ul>
 *   <li>{@code grpc.client.attempt.started}: attempts, the first ones and retries
 *   <li>{@code grpc.client.attempt.duration}: how long they took, in seconds
 *   <li>{@code grpc.client.attempt.sent_total_compressed_message_size} and {@code
 *       grpc.client.attempt.rcvd_total_compressed_message_size}: bytes of an attempt's messages
 *   <li>{@code grpc.client.call.duration}: how long calls took with all their attempts and waits,
 *       in seconds
 * </ul>
 *
 * <p>Each has the tags {@code grpc.method} and {@code grpc.target}, and all but the first {@code
 * grpc.status}. Needs {@code io.micrometer:micrometer-core} on the class path.
 *
 * <pre>{@code
 * TwofoldClient client =
 *     TwofoldClient.builder("127.0.0.1:7411").metrics(new ClientMetrics(registry)).build();
 * }</pre>
 */
public final class ClientMetrics {

  private static final Duration[] LATENCIES =
      Stream.of(
              10,
              50,
              100,
              300,
              600,
              800,
              1000,
              2000,
              3000,
              4000,
              5000,
              6000,
              8000,
              10_000,
              13_000,
              16_000,
              20_000,
              25_000,
              30_000,
              40_000,
              50_000,
              65_000,
              80_000,
              100_000,
              130_000,
              160_000,
              200_000,
              250_000,
              300_000,
              400_000,
              500_000,
              650_000,
              800_000,
              1_000_000,
              2_000_000,
              5_000_000,
              10_000_000,
              20_000_000,
              50_000_000,
              100_000_000)
          .map(micros -> Duration.ofNanos(micros * 1000L))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final ConcurrentMap<MeterKey, Meters> attempts = new ConcurrentHashMap<>();
  private final ConcurrentMap<MeterKey, Timer> calls = new ConcurrentHashMap<>();

  /**
   * Meters of a registry; one of these serves any number of clients.
   *
   * @param registry where the meters are registered
   */
  public ClientMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts each attempt of a client of {@code target}. */
  ClientInterceptor attempts(String target) {
    return new ClientInterceptor() {
      @Override
      public <Q, R> ClientCall<Q, R> interceptCall(
          MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        String name = method.getFullMethodName();
        return next.newCall(
            method,
            options.withStreamTracerFactory(
                new ClientStreamTracer.Factory() {
                  @Override
                  public ClientStreamTracer newClientStreamTracer(
                      ClientStreamTracer.StreamInfo info, Metadata headers) {
                    return new Attempt(name, target);
                  }
                }));
      }
    };
  }

  /** A call is over, with all its attempts. */
  void called(String method, String target, Status.Code status, long nanos) {
    calls
        .computeIfAbsent(
            new MeterKey(method, target, status),
            key ->
                Timer.builder("grpc.client.call.duration")
                    .description("Time of calls, with all their attempts and waits")
                    .tags(key.tags())
                    .serviceLevelObjectives(LATENCIES)
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private record MeterKey(String method, String target, Status.Code status) {
    String[] tags() {
      return new String[] {
        "grpc.method", method, "grpc.target", target, "grpc.status", status.name()
      };
    }
  }

  private record Meters(Timer duration, DistributionSummary sent, DistributionSummary received) {}

  private Meters meters(MeterKey key) {
    return new Meters(
        Timer.builder("grpc.client.attempt.duration")
            .description("Time of attempts")
            .tags(key.tags())
            .serviceLevelObjectives(LATENCIES)
            .register(registry),
        bytes("grpc.client.attempt.sent_total_compressed_message_size", key),
        bytes("grpc.client.attempt.rcvd_total_compressed_message_size", key));
  }

  private DistributionSummary bytes(String name, MeterKey key) {
    return DistributionSummary.builder(name)
        .description("Bytes of the messages of attempts")
        .baseUnit("bytes")
        .tags(key.tags())
        .register(registry);
  }

  private final class Attempt extends ClientStreamTracer {

    private final String method;
    private final String target;
    private final long start = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    Attempt(String method, String target) {
      this.method = method;
      this.target = target;
      registry
          .counter("grpc.client.attempt.started", "grpc.method", method, "grpc.target", target)
          .increment();
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
      Meters meters =
          attempts.computeIfAbsent(
              new MeterKey(method, target, status.getCode()), ClientMetrics.this::meters);
      meters.duration().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      meters.sent().record((double) sent.get());
      meters.received().record((double) received.get());
    }
  }
}
