package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.arrived;
import static io.twofold.server.RunningServer.await;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.twofold.codec.TinyBundle;
import io.twofold.server.http.HttpPort;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.ListModelsRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPortTest {

  @TempDir Path repository;

  @Test
  void metricsTellOfCallsAndVersions() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    Files.delete(new TinyBundle("tiny", 1).publish(repository).resolve("dec.onnx"));
    try (RunningServer running = RunningServer.start(repository)) {
      running.stub().encode(encode(float32(TinyBundle.images(3, 1))));
      refusal(() -> running.stub().encode(encode(float32(new float[20]), "nobody", 0)));
      await("both calls counted", () -> running.http("/metrics").body().contains("NOT_FOUND"));

      String metrics = running.http("/metrics").body();
      String served = "model=\"tiny\",rpc=\"Encode\",version=\"1\"";
      assertThat(metrics)
          .contains("twofold_rpc_duration_seconds_bucket{code=\"OK\"," + served + ",le=\"2.5E-5\"}")
          .contains("twofold_rpc_duration_seconds_bucket{code=\"OK\"," + served + ",le=\"10.0\"} 1")
          .contains("twofold_rpc_duration_seconds_count{code=\"OK\"," + served + "} 1")
          .contains("code=\"NOT_FOUND\",model=\"none\",rpc=\"Encode\",version=\"none\"")
          .contains("twofold_rpc_images_sum{" + served + "} 3.0")
          .contains("twofold_rpc_in_flight 0.0")
          .contains("twofold_version_state{model=\"tiny\",state=\"serving\",version=\"1\"} 1.0")
          .contains("twofold_version_state{model=\"tiny\",state=\"failed\",version=\"1\"} 0.0")
          .contains("twofold_version_state{model=\"tiny\",state=\"failed\",version=\"2\"} 1.0")
          .contains(
              "twofold_version_manifest{latent_space=\"tiny-1\",model=\"tiny\",shape=\"1x4x5\","
                  + "version=\"1\"} 1.0")
          .contains("twofold_version_load_seconds{model=\"tiny\",version=\"1\"}")
          .contains("twofold_version_parity_error{model=\"tiny\",version=\"1\"}")
          .contains("jvm_memory_used_bytes")
          .contains("process_uptime_seconds");
    }
  }

  @Test
  void methodsThatDoNotExistMakeNoMeters() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    try (RunningServer running = RunningServer.start(repository)) {
      for (String method : List.of("twofold.v1.CodecService/Mirror", "elsewhere.Mirrors/Encode")) {
        var missing =
            CodecServiceGrpc.getListModelsMethod().toBuilder().setFullMethodName(method).build();
        Status status =
            refusal(
                () ->
                    ClientCalls.blockingUnaryCall(
                        running.channel(),
                        missing,
                        CallOptions.DEFAULT,
                        ListModelsRequest.getDefaultInstance()));
        assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      }
      HealthCheckResponse health =
          HealthGrpc.newBlockingStub(running.channel())
              .check(HealthCheckRequest.getDefaultInstance());
      assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
      running.stub().encode(encode(float32(TinyBundle.images(1, 1))));
      await("the call", () -> running.http("/metrics").body().contains("rpc=\"Encode\""));

      String metrics = running.http("/metrics").body();
      assertThat(metrics.lines().filter(line -> line.startsWith("twofold_rpc_duration")))
          .isNotEmpty()
          .allMatch(line -> line.contains("rpc=\"Encode\""));
      assertThat(metrics).doesNotContain("Mirror", "elsewhere", "Health", "Check");
      assertThat(arrived(metrics)).isEqualTo(1);
    }
  }

  @Test
  void answersItsPathsAndNoOthers() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HttpPort port = HttpPort.open(free, () -> "meters", ready::get)) {
      assertThat(get(port, "/metrics").body()).isEqualTo("meters");
      assertThat(get(port, "/metrics").headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(503);
      ready.set(true);
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metricsandmore").statusCode()).isEqualTo(404);
      assertThat(get(port, "/").statusCode()).isEqualTo(404);
      assertThat(send(request(port, "/metrics").POST(BodyPublishers.ofString("x"))).statusCode())
          .isEqualTo(405);
      assertThat(
              send(request(port, "/metrics").method("HEAD", BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void halfSentRequestsHoldUpNoOther() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<Socket> stalled = new ArrayList<>();
    try (HttpPort port =
        HttpPort.open(new InetSocketAddress(loopback, 0), () -> "meters", () -> true)) {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(loopback, port.port());
        stalled.add(socket);
        socket.getOutputStream().write("GET /readyz HT".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
      for (Socket socket : stalled) {
        socket.setSoTimeout((int) RunningServer.GENEROUS.toMillis());
        assertThat(endOf(socket)).isTrue();
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsFlag() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    try (RunningServer first = RunningServer.start(repository)) {
      int taken = first.server().port();
      int takenHttp = first.server().httpPort();
      assertThatThrownBy(() -> RunningServer.start(config("127.0.0.1", taken, 0)))
          .isInstanceOf(StartException.class)
          .hasMessageMatching("port %d of 127.0.0.1 is taken.* with --port".formatted(taken));
      assertThatThrownBy(() -> RunningServer.start(config("127.0.0.1", 0, takenHttp)))
          .isInstanceOf(StartException.class)
          .hasMessageMatching("port %d .* with --http-port".formatted(takenHttp));
      assertThatThrownBy(() -> RunningServer.start(config("no such host", 0, 0)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("--host");
    }
  }

  /** Waits until the other side ends the connection. */
  private static boolean endOf(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes().length == 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private ServerConfig config(String host, int port, int httpPort) {
    return ServerConfig.defaults()
        .withRepository(repository)
        .withEndpoints(new Endpoints(host, port, httpPort));
  }

  private static HttpResponse<String> get(HttpPort port, String path) throws Exception {
    return send(request(port, path).GET());
  }

  private static HttpRequest.Builder request(HttpPort port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
