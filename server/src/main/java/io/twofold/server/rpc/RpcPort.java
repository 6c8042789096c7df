package io.twofold.server.rpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.v1.CodecServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC port: the codec service, health and reflection.
 *
 * <p>The event loops read and write; calls to the codec run on the workers, and health and
 * reflection on a thread of their own, so that they answer however busy the workers are.
 */
public final class RpcPort implements AutoCloseable {

  private final Server server;
  private final HealthStatusManager health;
  private final OpenCalls codecCalls;
  private final OpenCalls streams;
  private final WorkerPools pools;

  private RpcPort(
      Server server,
      HealthStatusManager health,
      OpenCalls codecCalls,
      OpenCalls streams,
      WorkerPools pools) {
    this.server = server;
    this.health = health;
    this.codecCalls = codecCalls;
    this.streams = streams;
    this.pools = pools;
  }

  /**
   * Binds the port and takes calls; health says NOT_SERVING until {@link #announce}.
   *
   * @param address where to listen; port 0 takes a free one
   * @param maxImages the most images in a call
   * @param maxMessageBytes the largest request, in bytes
   * @param workers threads that run the codec
   * @throws IOException where the port cannot be bound
   */
  public static RpcPort open(
      InetSocketAddress address,
      int maxImages,
      int maxMessageBytes,
      int workers,
      ModelLifecycle lifecycle,
      RpcMetrics metrics)
      throws IOException {
    WorkerPools pools = WorkerPools.start(workers);
    OpenCalls codecCalls = OpenCalls.unary();
    OpenCalls streams = OpenCalls.streams();
    HealthStatusManager health = new HealthStatusManager();
    setHealth(health, ServingStatus.NOT_SERVING);
    try {
      Server server =
          NettyServerBuilder.forAddress(address)
              .directExecutor()
              .callExecutor(executors(pools))
              .maxInboundMessageSize(maxMessageBytes)
              .addStreamTracerFactory(CallTracer.factory(metrics, System::nanoTime))
              .addService(
                  ServerInterceptors.intercept(
                      new CodecService(lifecycle, new CallLimits(maxImages)), codecCalls))
              .addService(ServerInterceptors.intercept(health.getHealthService(), streams))
              .addService(
                  ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), streams))
              .addService(ServerInterceptors.intercept(reflectionV1Alpha(), streams))
              .intercept(new DetailedRefusals()) // the last one added is the first to be called
              .build()
              .start();
      return new RpcPort(server, health, codecCalls, streams, pools);
    } catch (IOException | RuntimeException e) {
      pools.close();
      throw e;
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getPort();
  }

  /** Lets health say SERVING. */
  public void announce() {
    setHealth(health, ServingStatus.SERVING);
  }

  /** Lets health say NOT_SERVING, for good. */
  public void withdraw() {
    health.enterTerminalState();
  }

  /**
   * Refuses new calls, ends the streams of health and reflection, and waits for calls in flight. A
   * watch on health lasts as long as its caller likes: no drain would ever see its end.
   *
   * @param limit calls that take longer are cut off by {@link #close}
   * @return whether every call was answered
   */
  public boolean drain(Duration limit) throws InterruptedException {
    server.shutdown();
    streams.end();
    return server.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cuts off what is in flight, with UNAVAILABLE, and ends the threads. */
  @Override
  public void close() {
    codecCalls.end();
    server.shutdownNow();
    pools.close();
  }

  private static void setHealth(HealthStatusManager health, ServingStatus status) {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    health.setStatus(CodecServiceGrpc.SERVICE_NAME, status);
  }

  /** Which threads run a call; only this choice is made on the event loop. */
  private static ServerCallExecutorSupplier executors(WorkerPools pools) {
    return new ServerCallExecutorSupplier() {
      @Override
      public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        return CodecServiceGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())
            ? pools.workers()
            : pools.control();
      }
    };
  }

  /** The older reflection protocol, which many tools still speak. */
  @SuppressWarnings("deprecation")
  private static BindableService reflectionV1Alpha() {
    return ProtoReflectionService.newInstance();
  }
}
