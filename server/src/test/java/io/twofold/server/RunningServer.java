package io.twofold.server;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.CodecServiceGrpc.CodecServiceBlockingStub;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.VersionStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A server on free ports of this machine, and a channel to it over Netty. */
public final class RunningServer implements AutoCloseable {

  /** How long anything that must happen may take on a busy machine. */
  public static final Duration GENEROUS = Duration.ofSeconds(60);

  private final TwofoldServer server;
  private final ManagedChannel channel;

  private RunningServer(TwofoldServer server) {
    this.server = server;
    this.channel = channel(server.port());
  }

  public static RunningServer start(Path repository) throws StartException {
    return start(ServerConfig.defaults().onFreePorts(repository));
  }

  public static RunningServer start(ServerConfig config) throws StartException {
    return new RunningServer(TwofoldServer.start(config));
  }

  public static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .maxInboundMessageSize(64 << 20)
        .build();
  }

  public TwofoldServer server() {
    return server;
  }

  public ManagedChannel channel() {
    return channel;
  }

  public CodecServiceBlockingStub stub() {
    return CodecServiceGrpc.newBlockingStub(channel);
  }

  /** The versions of the only model, newest first. */
  public List<VersionStatus> versions() {
    return stub().listModels(ListModelsRequest.getDefaultInstance()).getModels(0).getVersionsList();
  }

  public HttpResponse<String> http(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status of a call that must fail. */
  public static Status refusal(Supplier<?> call) {
    try {
      Object answer = call.get();
      throw new AssertionError("the call was answered: " + answer);
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  /** How many calls have come, answered or not, by what {@code /metrics} says. */
  public static int arrived(String metrics) {
    return metrics
        .lines()
        .filter(
            line ->
                line.startsWith("twofold_rpc_in_flight ")
                    || line.startsWith("twofold_rpc_duration_seconds_count"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Looks again and again until something holds. */
  public static void await(String what, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > GENEROUS.toNanos()) {
        throw new AssertionError("never came to be: " + what);
      }
      Thread.sleep(10);
    }
  }

  /** Something that shall come to hold. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
