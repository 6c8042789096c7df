package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.twofold.v1.EncodeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerStreamTest {

  private final FakeCodec codec = new FakeCodec();
  private final TwofoldClient client =
      TwofoldClient.builder(codec.target()).deadline(Duration.ofSeconds(50)).build();

  @AfterEach
  void close() {
    client.close();
    codec.close();
  }

  @Test
  void answersComeInTheOrderOfTheRequests() {
    List<Byte> contents = new ArrayList<>();
    try (AnswerStream<Encoded> answers = client.encodeAll(images(300))) {
      answers.forEachRemaining(encoded -> contents.add(first(encoded.codes())));
      assertThatThrownBy(answers::next).isInstanceOf(NoSuchElementException.class);
    }

    assertThat(contents).containsExactlyElementsOf(bytes(300));
  }

  @Test
  void codesAndPairsStreamToo() {
    Codes codes = client.encode(image(7)).codes();
    try (AnswerStream<Decoded> decoded =
            client.decodeAll(List.of(codes, codes).iterator(), ImageFormat.UINT8);
        AnswerStream<Decoded> swapped =
            client.swapAll(List.of(Pairs.of(image(1), image(2))).iterator(), ImageFormat.UINT8)) {
      assertThat(decoded.next().images().uint8()).containsExactly(7, 7, 7, 7);
      assertThat(decoded.next().images().uint8()).containsExactly(7, 7, 7, 7);
      assertThat(decoded.hasNext()).isFalse();
      assertThat(swapped.next().images().uint8()).containsExactly(1, 1, 2, 2);
    }
  }

  @Test
  void noRequestsAreNoAnswers() {
    try (AnswerStream<Encoded> answers = client.encodeAll(images(0))) {
      assertThat(answers.hasNext()).isFalse();
    }
    assertThat(codec.requests()).isZero();
  }

  @Test
  void theSourceIsReadAFewRequestsAheadOfTheAnswers() {
    AtomicInteger taken = new AtomicInteger();
    Iterator<Images> source =
        Stream.iterate(0, i -> i + 1)
            .map(i -> image(i))
            .peek(i -> taken.incrementAndGet())
            .iterator();
    try (AnswerStream<Encoded> answers = client.encodeAll(source)) {
      assertThat(taken).hasValue(0);
      for (int i = 1; i <= 50; i++) {
        answers.next();
        assertThat(taken.get()).isBetween(i, i + AnswerStream.WINDOW);
      }
    }
  }

  @Test
  void aStreamThatBreaksGoesOnWithoutAGap() {
    List<Byte> contents = new ArrayList<>();
    try (AnswerStream<Encoded> answers = client.encodeAll(images(100))) {
      for (int i = 0; i < 100; i++) {
        if (i % 30 == 10) {
          codec.refuse(Status.UNAVAILABLE.withDescription("the server is stopping"));
        }
        contents.add(first(answers.next().codes()));
      }
    }

    assertThat(contents).containsExactlyElementsOf(bytes(100));
  }

  @Test
  void aRefusedRequestThrowsInItsPlaceAndTheRestIsAnswered() {
    codec.refuse(Status.INVALID_ARGUMENT.withDescription("no PNG"));
    try (AnswerStream<Encoded> answers = client.encodeAll(images(20))) {
      TwofoldException refused = catchThrowableOfType(TwofoldException.class, answers::next);

      assertThat(refused.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      for (int i = 1; i < 20; i++) {
        assertThat(first(answers.next().codes())).isEqualTo((byte) i);
      }
      assertThat(answers.hasNext()).isFalse();
    }
  }

  @Test
  void anAnswerIsWaitedForAsLongAsTheDeadline() {
    codec.keepSilent();
    try (AnswerStream<Encoded> answers =
        client.withDeadline(Duration.ofMillis(300)).encodeAll(images(2))) {
      TwofoldException late = catchThrowableOfType(TwofoldException.class, answers::next);

      assertThat(late.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(late).hasMessage("no answer from %s within 0.3 s", codec.target());
    }
  }

  @Test
  void anInterruptCancelsTheCall() throws InterruptedException {
    codec.keepSilent();
    AnswerStream<Encoded> answers = client.encodeAll(images(9));
    CompletableFuture<TwofoldException> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> failure.complete(catchThrowableOfType(TwofoldException.class, answers::next)));
    caller.start();
    codec.takeRequest(EncodeRequest.class);

    caller.interrupt();

    codec.awaitCancelled();
    assertThat(failure.join().code()).isEqualTo(Status.Code.CANCELLED);
    answers.close();
    assertThat(answers.hasNext()).isFalse();
  }

  private static Iterator<Images> images(int count) {
    return IntStream.range(0, count).mapToObj(AnswerStreamTest::image).iterator();
  }

  private static Images image(int value) {
    byte pixel = (byte) value;
    return Images.uint8(1, 2, 2, 1, new byte[] {pixel, pixel, pixel, pixel});
  }

  private static List<Byte> bytes(int count) {
    return IntStream.range(0, count).mapToObj(i -> (byte) i).toList();
  }

  private static byte first(Codes codes) {
    return TestImages.toByte(codes.s()[0]);
  }
}
