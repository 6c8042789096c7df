package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CallFailuresTest {

  private static final Images IMAGE = Images.uint8(1, 2, 2, 1, new byte[4]);
  private static final Codes CODES = new Codes("run-2", 1, 2, 2, new float[2], new float[2]);

  private final FakeCodec codec = new FakeCodec();
  private final TwofoldClient client =
      TwofoldClient.builder(codec.target()).deadline(Duration.ofSeconds(50)).build();

  @AfterEach
  void close() {
    client.close();
    codec.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "UNAVAILABLE", "DEADLINE_EXCEEDED"})
  void aRefusalKeepsItsCodeAndTheServersWords(Status.Code code) {
    codec.refuse(code.toStatus().withDescription("the codes are of run-2, not run-3"));

    TwofoldException failure = failure(() -> client.decode(CODES, ImageFormat.PNG));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessage("the codes are of run-2, not run-3");
  }

  @Test
  void aFutureEndsWithTheSameException() {
    codec.refuse(Status.NOT_FOUND.withDescription("there is no version 9"));

    CompletionException failure =
        catchThrowableOfType(CompletionException.class, () -> client.encodeAsync(IMAGE).join());

    assertThat(failure).cause().isInstanceOf(TwofoldException.class);
    assertThat(failure).cause().hasMessage("there is no version 9");
  }

  @Test
  void anUnavailableServerIsTriedAgain() {
    codec.refuse(Status.UNAVAILABLE.withDescription("no version is ready"));
    codec.refuse(Status.UNAVAILABLE.withDescription("no version is ready"));

    assertThat(client.encode(IMAGE).servedBy()).isEqualTo(FakeCodec.SERVED_BY);
    assertThat(codec.requests()).isEqualTo(3);
  }

  @Test
  void whoeverWantsHearsOfRetries() {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (TwofoldClient told =
        TwofoldClient.builder(codec.target())
            .deadline(Duration.ofSeconds(50))
            .onRetry(
                (code, attempts, delay) ->
                    heard.add(code + " " + attempts + " " + !delay.isNegative()))
            .build()) {
      codec.refuse(Status.UNAVAILABLE);
      codec.refuse(Status.UNAVAILABLE);
      told.encode(IMAGE);
      codec.refuse(Status.UNAVAILABLE);
      told.encodeAsync(IMAGE).join();
      codec.refuse(Status.NOT_FOUND);
      failure(told::models);
    }

    assertThat(heard)
        .containsExactly("UNAVAILABLE 1 true", "UNAVAILABLE 2 true", "UNAVAILABLE 1 true");
  }

  @Test
  void aLargeRequestIsTriedAgainToo() {
    codec.refuse(Status.UNAVAILABLE.withDescription("no version is ready"));
    int count = 1 << 19;

    Encoded encoded = client.encode(Images.uint8(1, 2, 2, count, new byte[4 * count]));

    assertThat(encoded.codes().count()).isEqualTo(count);
    assertThat(codec.requests()).isEqualTo(2);
  }

  @Test
  void aRequestOverTheServersLimitIsNotTriedAgain() {
    int count = 5 << 18;

    TwofoldException failure =
        failure(() -> client.encode(Images.uint8(1, 2, 2, count, new byte[4 * count])));

    assertThat(failure.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.details()).isEqualTo(ErrorDetails.NONE);
    assertThat(codec.calls()).isEqualTo(1);
  }

  @Test
  void anAnswerOverTheClientsLimitIsNotAskedForAgain() {
    try (TwofoldClient small =
        TwofoldClient.builder(codec.target()).maxMessageBytes(1000).build()) {
      TwofoldException failure =
          failure(() -> small.encode(Images.uint8(1, 2, 2, 500, new byte[2000])));

      assertThat(failure.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(failure.details()).isEqualTo(ErrorDetails.NONE);
      assertThat(codec.calls()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatStaysUnavailableSaysWhy() {
    for (int attempt = 0; attempt < RetryPolicy.defaults().maxAttempts(); attempt++) {
      codec.refuse(Status.UNAVAILABLE.withDescription("no version is ready"));
    }

    TwofoldException failure = failure(client::models);

    assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure)
        .hasMessage("the server at %s is unavailable: no version is ready", codec.target());
  }

  @Test
  void withoutAServerTheMessageAsksForOne() throws IOException {
    String target = freeTarget();
    try (TwofoldClient lost = TwofoldClient.connect(target)) {
      TwofoldException failure = failure(lost::models);

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure)
          .hasMessageStartingWith("no server at %s: is `./twofold serve` running? (", target)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void aNameThatCannotBeResolvedIsSaid() {
    String target = "no-such-host.invalid:7411";
    try (TwofoldClient lost =
        TwofoldClient.builder(target).deadline(Duration.ofSeconds(50)).build()) {
      TwofoldException failure = failure(lost::models);

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure)
          .hasMessageStartingWith("no server at %s: is `./twofold serve` running? (", target)
          .hasMessageContaining("Unable to resolve host no-such-host.invalid");
    }
  }

  @Test
  void aServerOfAnotherKindIsDoubted() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> greet(other));
      String target = "127.0.0.1:" + other.getLocalPort();
      try (TwofoldClient astray = TwofoldClient.connect(target)) {
        TwofoldException failure = failure(astray::models);

        assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failure)
            .hasMessageStartingWith("cannot talk to %s, is it a Twofold server? ", target);
      }
      accepted.join().close();
    }
  }

  @Test
  void theDeadlineEndsACallWithoutAnAnswer() {
    codec.keepSilent();
    try (TwofoldClient hasty =
        TwofoldClient.builder(codec.target()).deadline(Duration.ofMillis(300)).build()) {
      TwofoldException failure = failure(() -> hasty.swap(IMAGE, IMAGE, ImageFormat.PNG));

      assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(failure).hasMessage("no answer from %s within 0.3 s", codec.target());
    }
  }

  @Test
  void cancellingTheFutureCancelsTheCall() throws InterruptedException {
    codec.keepSilent();
    CompletableFuture<Decoded> swap = client.swapAsync(IMAGE, IMAGE, ImageFormat.PNG);
    codec.takeRequest(SwapRequest.class);

    assertThat(swap.cancel(true)).isTrue();

    codec.awaitCancelled();
    assertThat(swap).isCancelled();
  }

  @Test
  void aTimeoutOfTheFutureCancelsTheCall() throws InterruptedException {
    codec.keepSilent();
    CompletableFuture<Decoded> swap = client.swapAsync(IMAGE, IMAGE, ImageFormat.PNG);
    codec.takeRequest(SwapRequest.class);

    assertThat(swap.orTimeout(1, TimeUnit.MILLISECONDS)).isSameAs(swap);

    codec.awaitCancelled();
  }

  @Test
  void anInterruptCancelsTheCall() throws InterruptedException {
    codec.keepSilent();
    CompletableFuture<TwofoldException> failure = new CompletableFuture<>();
    Thread caller = new Thread(() -> failure.complete(failure(client::models)));
    caller.start();
    codec.takeRequest(ListModelsRequest.class);

    caller.interrupt();

    codec.awaitCancelled();
    assertThat(failure.join().code()).isEqualTo(Status.Code.CANCELLED);
  }

  @Test
  void closingEndsWhatStillRuns() throws InterruptedException {
    codec.keepSilent();
    CompletableFuture<Decoded> swap = client.swapAsync(IMAGE, IMAGE, ImageFormat.PNG);
    codec.takeRequest(SwapRequest.class);

    client.close();

    assertThat(catchThrowableOfType(CompletionException.class, swap::join))
        .hasCauseInstanceOf(TwofoldException.class);
    assertThatIllegalStateException()
        .isThrownBy(client::models)
        .withMessage("the client is closed");
  }

  @Test
  void anAnswerThatBreaksTheContractIsAnError() {
    codec.answer(
        SwapResponse.newBuilder().setImages(IMAGE.message().toBuilder().setCount(2)).build());

    TwofoldException failure = failure(() -> client.swap(IMAGE, IMAGE, ImageFormat.UINT8));

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure)
        .hasMessage(
            "the answer of %s breaks the contract: images must have 8 uint8 pixels for their"
                + " count and shape, not 4",
            codec.target());
  }

  @Test
  void anEmptyAnswerIsAnErrorOfTheFutureToo() {
    codec.answer(DecodeResponse.getDefaultInstance());

    assertThat(
            catchThrowableOfType(
                CompletionException.class, () -> client.decodeAsync(CODES, ImageFormat.PNG).join()))
        .cause()
        .isInstanceOf(TwofoldException.class)
        .hasMessageContaining("count must be at least 1, not 0");
  }

  @Test
  void anAnswerOverTheLimitIsRefused() {
    try (TwofoldClient small = TwofoldClient.builder(codec.target()).maxMessageBytes(8).build()) {
      assertThat(failure(() -> small.encode(IMAGE)).code())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  private static TwofoldException failure(ThrowingCallable call) {
    return catchThrowableOfType(TwofoldException.class, call);
  }

  /** Takes a connection and answers as a web server does. */
  private static Socket greet(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address at which nothing listens. */
  private static String freeTarget() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }
}
