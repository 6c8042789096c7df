package io.twofold.server.rpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.server.rollout.RolloutControl;
import io.twofold.server.rollout.RolloutThread;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The gRPC port: the codec service, the Open Inference Protocol, health, reflection and channelz.
 *
 * <p>Calls are taken on the threads that read and write, which never wait for anything: what costs
 * more than a batch of one runs on the workers.
 */
public final class RpcPort implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RpcPort.class.getName());
  private static final int LAST_WORDS_SECONDS = 5;

  /** Entries in a page of channelz. */
  private static final int CHANNELZ_PAGE = 100;

  private final Server server;
  private final OpenCalls codecCalls;
  private final OpenCalls streams;
  private final Streams bulk;
  private final EventLoops loops;
  private final JsonGateway json;

  private RpcPort(
      Server server,
      OpenCalls codecCalls,
      OpenCalls streams,
      Streams bulk,
      EventLoops loops,
      JsonGateway json) {
    this.server = server;
    this.json = json;
    this.codecCalls = codecCalls;
    this.streams = streams;
    this.bulk = bulk;
    this.loops = loops;
  }

  /**
   * Binds the port and takes calls.
   *
   * @param address where to listen; port 0 takes a free one
   * @param maxImages the most images in a call
   * @param maxMessageBytes the largest request, in bytes
   * @param door what calls must pass first
   * @param rollout what calls show of versions goes there
   * @param rolloutThread what administrators ask for runs there
   * @param health what health says, and whether the server is ready
   * @param observation what hears of calls
   * @throws IOException where the port cannot be bound
   */
  public static RpcPort open(
      InetSocketAddress address,
      int maxImages,
      int maxMessageBytes,
      Door door,
      ModelLifecycle lifecycle,
      RolloutControl rollout,
      RolloutThread rolloutThread,
      ServerHealth health,
      Observation observation)
      throws IOException {
    EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    Calls calls = new Calls(lifecycle, rollout.evidence(), rollout.probe(), loops);
    Streams bulk = new Streams(calls);
    CallLimits limits = new CallLimits(maxImages);
    OpenCalls codecCalls = OpenCalls.unary();
    OpenCalls streams = OpenCalls.streams();
    ServerServiceDefinition rollouts =
        service(new RolloutService(rollout.commands(), rolloutThread), streams);
    RpcMetrics metrics = observation.metrics();
    ServerStreamTracer.Factory tracers =
        CallTracer.factory(
            door.held(), metrics, rollout.evidence(), System::nanoTime, observation.tracing());
    try {
      NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
      door.applyTo(builder, observation.connections(), metrics);
      List<ServerServiceDefinition> services =
          List.of(
              service(new CodecService(lifecycle, calls, new Plans(limits), bulk), codecCalls),
              service(
                  new InferenceService(lifecycle, health, calls, new InferPlans(limits)),
                  codecCalls),
              rollouts,
              service(health.service(), streams),
              service(ProtoReflectionServiceV1.newInstance(), streams),
              service(reflectionV1Alpha(), streams),
              service(ChannelzService.newInstance(CHANNELZ_PAGE), streams));
      if (observation.standard() != null) {
        builder.addStreamTracerFactory(
            StandardTracer.factory(observation.standard(), methods(services), System::nanoTime));
      }
      Server server =
          builder
              .bossEventLoopGroup(loops.group())
              .workerEventLoopGroup(loops.group())
              .directExecutor()
              .maxInboundMessageSize(maxMessageBytes)
              .addStreamTracerFactory(tracers)
              .addServices(services)
              .intercept(new DetailedRefusals()) // the last one added is the first to be called
              .build()
              .start();
      JsonGateway json =
          JsonGateway.open(
              door,
              metrics,
              tracers,
              service(
                  new CodecService(
                      lifecycle, calls, new Plans(JsonGateway.limits(maxImages)), bulk),
                  codecCalls),
              rollouts);
      return new RpcPort(server, codecCalls, streams, bulk, loops, json);
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getPort();
  }

  /** The same services, called in JSON. */
  public JsonGateway json() {
    return json;
  }

  /**
   * Refuses new calls, ends the streams of health and reflection, and waits for calls in flight. A
   * watch on health lasts as long as its caller likes: no drain would ever see its end.
   *
   * @param limit calls that take longer are cut off by {@link #close}
   * @return whether every call was answered
   */
  public boolean drain(Duration limit) throws InterruptedException {
    json.drain();
    server.shutdown();
    streams.end();
    bulk.drain();
    return server.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cuts off what is in flight, with UNAVAILABLE. */
  public void cutOff() {
    codecCalls.end();
    bulk.end();
    json.close();
    server.shutdownNow();
    try {
      // What is on its way out leaves before its threads end.
      if (!server.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "a connection did not close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the threads that read and write; whatever answers calls must have ended before. */
  @Override
  public void close() {
    loops.close();
  }

  /** The full names of every method. */
  private static Set<String> methods(List<ServerServiceDefinition> services) {
    return services.stream()
        .flatMap(service -> service.getMethods().stream())
        .map(method -> method.getMethodDescriptor().getFullMethodName())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ServerServiceDefinition service(BindableService service, OpenCalls open) {
    return GuardedService.of(service.bindService(), open);
  }

  /** The older reflection protocol, which many tools still speak. */
  @SuppressWarnings("deprecation")
  private static BindableService reflectionV1Alpha() {
    return ProtoReflectionService.newInstance();
  }
}
