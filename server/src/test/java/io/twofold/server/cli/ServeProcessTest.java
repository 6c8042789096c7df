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

  /** So few large calls that none is refused for those before it, however slow the machine. */
  private static final int CALLS = 8;

  @TempDir Path folder;

  @Test
  void aSigtermAnswersWhatHasArrivedAndThenEndsTheProcess() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    try (ServerProcess server = ServerProcess.start(folder, "server")) {
      ManagedChannel channel = RunningServer.channel(server.port());
      try {
        CodecServiceGrpc.newBlockingStub(channel).encode(encode(float32(new float[20])));
        List<ListenableFuture<SwapResponse>> calls = swaps(channel);
        await("every call arrived", () -> arrived(server.http("/metrics").body()) == 1 + CALLS);

        server.terminate();

        for (ListenableFuture<SwapResponse> call : calls) {
          assertThat(call.get(GENEROUS.toSeconds(), TimeUnit.SECONDS).getImages().getCount())
              .isEqualTo(1024);
        }
      } finally {
        channel.shutdownNow();
      }
      server.requireOrderlyEnd();
      assertThat(server.log())
          .contains("VersionLoader: tiny/1 is ready: golden parity within")
          .contains("Serving on 127.0.0.1:");
    }
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
}
