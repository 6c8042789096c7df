package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.arrived;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.server.admission.AdmissionLimits;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCallersTest {

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);

  @BeforeEach
  void publish() throws Exception {
    tiny.publish(repository);
  }

  @Test
  void everyCallerGetsItsOwnAnswer() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      var stub = CodecServiceGrpc.newFutureStub(running.channel());
      List<ListenableFuture<EncodeResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        calls.add(stub.encode(encode(float32(TinyBundle.images(1 + i % 7, i)))));
      }
      for (int i = 0; i < calls.size(); i++) {
        EncodeResponse answer = calls.get(i).get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        assertThat(Float32.fromBytes(answer.getCodes().getS()))
            .containsExactly(tiny.encodeS(TinyBundle.images(1 + i % 7, i)), within(1e-5f));
      }
    }
  }

  @Test
  void callersWhoLeaveHurtNobody() throws Exception {
    try (RunningServer running = RunningServer.start(oneWorker(Duration.ofMinutes(5)))) {
      List<ListenableFuture<SwapResponse>> calls = largeSwaps(running, 50);
      await("a call arrived", () -> arrived(running.http("/metrics").body()) >= 1);
      for (ListenableFuture<SwapResponse> call : calls) {
        call.cancel(true);
      }
      await(
          "no call in flight",
          () -> running.http("/metrics").body().contains("twofold_rpc_in_flight 0.0"));
      float[] images = TinyBundle.images(2, 1);
      assertThat(
              Float32.fromBytes(running.stub().encode(encode(float32(images))).getCodes().getS()))
          .containsExactly(tiny.encodeS(images), within(1e-5f));
    }
  }

  @Test
  void aStopAnswersEveryCallThatHasArrived() throws Exception {
    try (RunningServer running = RunningServer.start(oneWorker(Duration.ofMinutes(5)))) {
      List<ListenableFuture<SwapResponse>> calls = largeSwaps(running, 20);
      await("all calls arrived", () -> arrived(running.http("/metrics").body()) == calls.size());

      assertThat(running.server().stop()).isTrue();

      for (ListenableFuture<SwapResponse> call : calls) {
        assertThat(call.get(GENEROUS.toSeconds(), TimeUnit.SECONDS).getImages().getCount())
            .isEqualTo(1024);
      }
    }
  }

  @Test
  void aCallThatOutlastsTheDrainIsToldThatTheServerStops() throws Exception {
    try (RunningServer running = RunningServer.start(oneWorker(Duration.ZERO))) {
      // As a stream, the call's headers go out without a request: it stays in flight.
      ClientCall<SwapRequest, SwapResponse> call =
          running
              .channel()
              .newCall(
                  CodecServiceGrpc.getSwapMethod().toBuilder()
                      .setType(MethodType.BIDI_STREAMING)
                      .build(),
                  CallOptions.DEFAULT);
      CompletableFuture<Status> end = new CompletableFuture<>();
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(status);
            }
          },
          new Metadata());
      await("the call arrived", () -> arrived(running.http("/metrics").body()) == 1);

      assertThat(running.server().stop()).isFalse();

      Status status = end.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(status.getDescription()).isEqualTo("the server is stopping");
    }
  }

  private ServerConfig oneWorker(Duration drain) {
    return ServerConfig.defaults()
        .onFreePorts(repository)
        .withWorkers(1)
        .withDrain(drain)
        .withAdmission(new AdmissionLimits(1024, Duration.ofMinutes(1)));
  }

  private static List<ListenableFuture<SwapResponse>> largeSwaps(RunningServer running, int count) {
    var stub = CodecServiceGrpc.newFutureStub(running.channel());
    Images images = float32(TinyBundle.images(1024, 1));
    List<ListenableFuture<SwapResponse>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(stub.swap(swap(images, images, ImageFormat.IMAGE_FORMAT_PNG)));
    }
    return calls;
  }
}
