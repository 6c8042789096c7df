package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who never finish a request or never read an answer, over real sockets. */
class HeldBytesTest {

  private static final int WINDOW = 65_535;

  /** What one connection may hold: some requests and answers of 1024 images. */
  private static final int OF_CONNECTION = 1 << 20;

  private static final Images MANY = float32(TinyBundle.images(1024, 1));
  private static final SwapRequest LARGE =
      swap(MANY, float32(TinyBundle.images(1, 2)), ImageFormat.IMAGE_FORMAT_FLOAT32);
  private static final EncodeRequest SMALL = encode(float32(new float[20]));

  @TempDir Path repository;
  private RunningServer running;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running =
        RunningServer.start(
            ServerConfig.defaults()
                .onFreePorts(repository)
                .withRequests(new RequestLimits(1024, 16 << 20, 32_768, 4L * OF_CONNECTION)));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void whoReadsNoAnswersGetsNoMoreOfThemAndOthersDo() throws Exception {
    ManagedChannel deaf =
        NettyChannelBuilder.forAddress("127.0.0.1", running.server().port())
            .usePlaintext()
            .flowControlWindow(WINDOW)
            .build();
    try {
      List<ClientCall<SwapRequest, SwapResponse>> unread = new ArrayList<>();
      await("a refusal", () -> isRefusedAfterAnother(deaf, unread));
      assertThat(unread).hasSizeGreaterThan(2);
      assertThat(running.stub().encode(SMALL).hasCodes()).isTrue();
      assertThat(
              HealthGrpc.newBlockingStub(deaf)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatusValue())
          .as("health is always told")
          .isEqualTo(1);
      assertThat(running.http("/metrics").body())
          .containsPattern("twofold_rpc_refused_total\\{cause=\"memory\"\\} [1-9]");

      unread.forEach(call -> call.cancel("enough", null));
      await("room again", () -> !isRefused(deaf));
    } finally {
      deaf.shutdownNow();
    }
  }

  @Test
  void requestsThatNeverEndAreCutOff() throws Exception {
    String path = "/" + CodecServiceGrpc.getSwapMethod().getFullMethodName();
    try (RawHttp2 raw = new RawHttp2(running.server().port()).greet()) {
      int size = OF_CONNECTION / 3;
      raw.beginCall(1, path, 2 * size, size);
      raw.beginCall(3, path, 2 * size, size);
      raw.beginCall(5, path, 2 * size, size + 100);
      assertThat(raw.answered()).isEqualTo(5);
      raw.beginCall(7, path, 100, 1);
      assertThat(running.stub().encode(SMALL).hasCodes()).isTrue();
    }
    await("nothing is in flight", () -> metrics().contains("twofold_rpc_in_flight 0.0"));
    assertThat(metrics()).contains("twofold_rpc_refused_total{cause=\"memory\"} 1.0");
  }

  @Test
  void aLongStreamHoldsNoMoreThanWhatIsUnderWay() throws Exception {
    BlockingQueue<Object> answers = new ArrayBlockingQueue<>(100);
    StreamObserver<SwapRequest> requests =
        CodecServiceGrpc.newStub(running.channel())
            .swapStream(
                new StreamObserver<>() {
                  @Override
                  public void onNext(SwapResponse answer) {
                    answers.add(answer.getImages().getCount());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answers.add(Status.fromThrowable(failure));
                  }

                  @Override
                  public void onCompleted() {
                    answers.add("completed");
                  }
                });
    for (int i = 0; i < 4 * OF_CONNECTION / LARGE.getSerializedSize(); i++) {
      requests.onNext(LARGE);
      assertThat(answers.poll(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1024);
    }
    requests.onCompleted();
    assertThat(answers.poll(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo("completed");
  }

  private String metrics() throws Exception {
    return running.http("/metrics").body();
  }

  /** Has one more answer made that no one reads; whether the connection is refused then. */
  private static boolean isRefusedAfterAnother(
      ManagedChannel channel, List<ClientCall<SwapRequest, SwapResponse>> unread) {
    ClientCall<SwapRequest, SwapResponse> call =
        channel.newCall(CodecServiceGrpc.getSwapMethod(), CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.sendMessage(LARGE);
    call.halfClose();
    unread.add(call);
    return isRefused(channel);
  }

  /** The window of the connection is used up, so that a call that is not refused hears nothing. */
  private static boolean isRefused(ManagedChannel channel) {
    try {
      return !CodecServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .encode(SMALL)
          .hasCodes();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isIn(Code.RESOURCE_EXHAUSTED, Code.DEADLINE_EXCEEDED);
      return e.getStatus().getCode() == Code.RESOURCE_EXHAUSTED;
    }
  }
}
