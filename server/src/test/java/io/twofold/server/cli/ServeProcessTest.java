package io.twofold.server.cli;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.arrived;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.twofold.codec.TinyBundle;
import io.twofold.server.RunningServer;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.SwapResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, stopped as an operator stops it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
class ServeProcessTest {

  private static final int CALLS = 12;

  @TempDir Path folder;

  @Test
  void aSigtermAnswersWhatHasArrivedAndThenEndsTheProcess() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    Path ready = folder.resolve("ready.txt");
    Path log = folder.resolve("server.log");
    Process process = start(ready, log);
    try {
      await("the ready file", () -> Files.exists(ready) || !process.isAlive());
      assertThat(process.isAlive()).as("%s", Files.readString(log)).isTrue();
      List<String> addresses = Files.readAllLines(ready);
      ManagedChannel channel =
          RunningServer.channel(Integer.parseInt(afterColon(addresses.get(0))));
      URI metrics = URI.create("http://127.0.0.1:" + afterColon(addresses.get(1)) + "/metrics");
      try {
        CodecServiceGrpc.newBlockingStub(channel).encode(encode(float32(new float[20])));
        List<ListenableFuture<SwapResponse>> calls = swaps(channel);
        await("every call arrived", () -> arrived(get(metrics)) == 1 + CALLS);

        process.destroy();

        for (ListenableFuture<SwapResponse> call : calls) {
          assertThat(call.get(GENEROUS.toSeconds(), TimeUnit.SECONDS).getImages().getCount())
              .isEqualTo(1024);
        }
      } finally {
        channel.shutdownNow();
      }
      assertThat(process.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(ready).doesNotExist();
      assertThat(Files.readString(log))
          .contains("VersionLoader: tiny/1 is ready: golden parity within")
          .contains("Serving on 127.0.0.1:")
          .contains("Stopped: every call in flight was answered.");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Path ready, Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Main.class.getName(),
            "serve",
            "--repository",
            folder.toString(),
            "--port",
            "0",
            "--http-port",
            "0",
            "--workers",
            "1",
            "--drain-seconds",
            "60",
            "--ready-file",
            ready.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static List<ListenableFuture<SwapResponse>> swaps(ManagedChannel channel) {
    var stub = CodecServiceGrpc.newFutureStub(channel);
    Images images = float32(TinyBundle.images(1024, 1));
    List<ListenableFuture<SwapResponse>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(stub.swap(swap(images, images, ImageFormat.IMAGE_FORMAT_PNG)));
    }
    return calls;
  }

  private static String get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static String afterColon(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }
}
