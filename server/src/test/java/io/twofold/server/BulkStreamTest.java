package io.twofold.server;

import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkStreamTest {

  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  @TempDir Path repository;

  @BeforeEach
  void publish() throws Exception {
    tiny.publish(repository);
  }

  @Test
  void answersComeInTheOrderOfTheRequestsWhateverTheirSizes() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      Caller<SwapRequest, SwapResponse> caller = new Caller<>(Integer.MAX_VALUE);
      CodecServiceGrpc.newStub(running.channel()).swapStream(caller);
      for (int i = 0; i < 200; i++) {
        caller.requests.onNext(request(i));
      }
      caller.requests.onCompleted();
      assertThat(caller.end()).isEqualTo(Status.Code.OK);
      assertThat(caller.answers).hasSize(200);
      for (int i = 0; i < 200; i++) {
        assertSwapped(i, caller.answers.get(i));
      }
    }
  }

  @Test
  void codesOfOneStreamAreDecodedByAnother() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      var stub = CodecServiceGrpc.newStub(running.channel());
      Caller<EncodeRequest, EncodeResponse> encoder = new Caller<>(Integer.MAX_VALUE);
      stub.encodeStream(encoder);
      float[] images = TinyBundle.images(3, 5);
      encoder.requests.onNext(Requests.encode(float32(images)));
      encoder.requests.onCompleted();
      assertThat(encoder.end()).isEqualTo(Status.Code.OK);

      Caller<DecodeRequest, DecodeResponse> decoder = new Caller<>(Integer.MAX_VALUE);
      stub.decodeStream(decoder);
      decoder.requests.onNext(
          Requests.decode(encoder.answers.get(0).getCodes(), ImageFormat.IMAGE_FORMAT_UNSPECIFIED));
      decoder.requests.onCompleted();
      assertThat(decoder.end()).isEqualTo(Status.Code.OK);
      assertThat(Float32.fromBytes(decoder.answers.get(0).getImages().getFloat32()))
          .containsExactly(tiny.decode(tiny.encodeS(images), tiny.encodeZ(images)), within(1e-5f));
    }
  }

  @Test
  void aRefusedRequestEndsTheStreamAfterTheAnswersBeforeIt() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      Caller<SwapRequest, SwapResponse> caller = new Caller<>(Integer.MAX_VALUE);
      CodecServiceGrpc.newStub(running.channel()).swapStream(caller);
      caller.requests.onNext(request(0));
      caller.requests.onNext(request(1));
      caller.requests.onNext(SwapRequest.getDefaultInstance());
      caller.requests.onNext(request(3));
      assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(caller.status().getDescription()).startsWith("contents holds no pixels");
      assertThat(caller.answers).hasSize(2);
      assertSwapped(0, caller.answers.get(0));
      assertSwapped(1, caller.answers.get(1));
    }
  }

  /**
   * With 80 KB an answer and 100 answers, no buffer on the way holds what a caller does not read.
   */
  @Test
  void aCallerWhoDoesNotReadIsNotServedOnForEver() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      int wanted = 100;
      Caller<SwapRequest, SwapResponse> caller = new Caller<>(0);
      CodecServiceGrpc.newStub(running.channel()).swapStream(caller);
      SwapRequest large = large();
      for (int i = 0; i < wanted; i++) {
        caller.requests.onNext(large);
      }
      caller.requests.onCompleted();
      int batches = settled(running);
      assertThat(batches).isPositive();
      assertThat(caller.answers).isEmpty();

      caller.requests.request(Integer.MAX_VALUE);
      assertThat(caller.end()).isEqualTo(Status.Code.OK);
      assertThat(caller.answers).hasSize(wanted);
      assertThat(batches).isLessThan(images(running));
    }
  }

  @Test
  void aStopAnswersWhatItTookAndTellsTheCallerToGoElsewhere() throws Exception {
    ServerConfig config =
        ServerConfig.defaults().onFreePorts(repository).withDrain(Duration.ofMinutes(5));
    try (RunningServer running = RunningServer.start(config)) {
      Caller<SwapRequest, SwapResponse> caller = new Caller<>(Integer.MAX_VALUE);
      CodecServiceGrpc.newStub(running.channel()).swapStream(caller);
      caller.requests.onNext(request(0));
      await("the first answer", () -> caller.answers.size() == 1);

      assertThat(running.server().stop()).isTrue();

      assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(caller.status().getDescription()).isEqualTo("the server is stopping");
      assertSwapped(0, caller.answers.get(0));
    }
  }

  @Test
  void aCallerWhoLeavesHurtsNobody() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      Caller<SwapRequest, SwapResponse> caller = new Caller<>(0);
      CodecServiceGrpc.newStub(running.channel()).swapStream(caller);
      caller.requests.onNext(large());
      caller.requests.cancel("enough", null);
      assertThat(caller.end()).isEqualTo(Status.Code.CANCELLED);
      await(
          "no call in flight",
          () -> running.http("/metrics").body().contains("twofold_rpc_in_flight 0.0"));
      assertSwapped(4, running.stub().swap(request(4)));
    }
  }

  private static SwapRequest request(int i) {
    return swap(
        float32(TinyBundle.images(1 + i % 70, i)),
        float32(TinyBundle.images(1 + i % 70, 1_000 + i)),
        ImageFormat.IMAGE_FORMAT_FLOAT32);
  }

  /** 1,024 images, in bytes: 20 KB there, 80 KB back. */
  private static SwapRequest large() {
    var images = Requests.uint8(new byte[1024 * TinyBundle.SHAPE.size()]);
    return swap(images, images, ImageFormat.IMAGE_FORMAT_FLOAT32);
  }

  private void assertSwapped(int i, SwapResponse answer) {
    int count = 1 + i % 70;
    float[] s = tiny.encodeS(TinyBundle.images(count, i));
    float[] z = tiny.encodeZ(TinyBundle.images(count, 1_000 + i));
    assertThat(Float32.fromBytes(answer.getImages().getFloat32()))
        .containsExactly(tiny.decode(s, z), within(1e-5f));
  }

  /** The images that were swapped, once that number has stood still for a while. */
  private static int settled(RunningServer running) throws Exception {
    int before = -1;
    int now = images(running);
    while (now == 0 || now != before) {
      before = now;
      Thread.sleep(300);
      now = images(running);
    }
    return now;
  }

  private static int images(RunningServer running) throws Exception {
    return running
        .http("/metrics")
        .body()
        .lines()
        .filter(
            line ->
                line.startsWith("twofold_batch_images_sum") && line.contains("operation=\"swap\""))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Sends requests and keeps what comes back. */
  private static final class Caller<Q, A> implements ClientResponseObserver<Q, A> {

    private final int firstRequests;
    private final List<A> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init") // set by beforeStart
    private ClientCallStreamObserver<Q> requests;

    Caller(int firstRequests) {
      this.firstRequests = firstRequests;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
      requests = stream;
      stream.disableAutoRequestWithInitial(firstRequests);
    }

    @Override
    public void onNext(A answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }

    Status status() throws Exception {
      return end.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
    }

    Status.Code end() throws Exception {
      return status().getCode();
    }
  }
}
