package io.twofold.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);
  private Codec codec;

  @BeforeEach
  void open() throws Exception {
    codec = Codec.open(tiny.publish(repository));
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37, 256, 257, 600})
  void everyBatchSizeAgreesWithPlainJava(int count) {
    float[] images = TinyBundle.images(count, count);
    float[] styles = TinyBundle.images(count, count + 1);

    Codes codes = codec.encode(images);

    assertThat(codes.count()).isEqualTo(count);
    assertThat(codes.latentSpace()).isEqualTo("tiny-1");
    assertThat(codes.s()).containsExactly(tiny.encodeS(images), within(1e-5f));
    assertThat(codes.z()).containsExactly(tiny.encodeZ(images), within(1e-5f));
    assertThat(codec.encodeS(images)).isEqualTo(codes.s());
    assertThat(codec.encodeZ(images)).isEqualTo(codes.z());
    assertThat(codec.decode(codes))
        .containsExactly(tiny.decode(tiny.encodeS(images), tiny.encodeZ(images)), within(1e-5f));
    assertThat(codec.swap(images, styles))
        .containsExactly(tiny.decode(tiny.encodeS(images), tiny.encodeZ(styles)), within(1e-5f));
  }

  @Test
  void refusesWhatIsNoWholeNumberOfImages() {
    assertThatThrownBy(() -> codec.encode(new float[21]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("multiple of 20 values, not 21");
    assertThatThrownBy(() -> codec.encode(new float[0])).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    float[] images = TinyBundle.images(2, 1);
    images[25] = Float.NaN;
    assertThatThrownBy(() -> codec.swap(TinyBundle.images(2, 1), images))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("styles must be finite: item 1 holds NaN at position 5")
        .hasFieldOrPropertyWithValue("field", "styles");
  }

  @Test
  void refusesUnevenSwaps() {
    assertThatThrownBy(() -> codec.swap(TinyBundle.images(2, 1), TinyBundle.images(3, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 contents came with 3 styles");
  }

  @Test
  void refusesCodesOfAnotherLatentSpace() {
    Codes own = codec.encode(TinyBundle.images(1, 1));
    Codes foreign = new Codes("another-run", 1, own.s(), own.z());
    assertThatThrownBy(() -> codec.decode(foreign))
        .isInstanceOf(LatentSpaceMismatchException.class)
        .hasMessageContaining("'another-run'")
        .hasMessageContaining("'tiny-1'")
        .hasFieldOrPropertyWithValue("actual", "another-run")
        .hasFieldOrPropertyWithValue("expected", "tiny-1");
  }

  @Test
  void aRefusalMayNameItsField() {
    assertThat(new InvalidInputException("images.count", "images.count must be at least 1").field())
        .isEqualTo("images.count");
    assertThat(new InvalidInputException("contents and styles differ").field()).isNull();
  }

  @Test
  void refusesCodesOfOtherDimensions() {
    assertThatThrownBy(() -> codec.decode(new Codes("tiny-1", 2, new float[8], new float[4])))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("s of 2 images needs 6 values of 3 each, not 8");
  }

  @Test
  void callsFromManyThreadsDoNotMix() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> calls =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            float[] images = TinyBundle.images(1 + i % 9, i);
                            float[] s = codec.encode(images).s();
                            return closeTo(s, tiny.encodeS(images));
                          }))
              .toList();
      for (Future<Boolean> call : calls) {
        assertThat(call.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void closingTwiceIsHarmlessAndLaterCallsFail() {
    codec.close();
    codec.close();
    assertThatThrownBy(() -> codec.encode(TinyBundle.images(1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingWaitsForCallsInFlight() throws Exception {
    float[] images = TinyBundle.images(4000, 1);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 20; round++) {
        Codec closing = Codec.open(repository.resolve("tiny/1"));
        List<Future<Boolean>> calls =
            IntStream.range(0, 3)
                .mapToObj(i -> pool.submit(() -> endsWhole(closing, images)))
                .toList();
        closing.close();
        for (Future<Boolean> call : calls) {
          assertThat(call.get()).isTrue();
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** A call is either refused before it starts, or it gives its whole answer. */
  private static boolean endsWhole(Codec codec, float[] images) {
    try {
      return codec.swap(images, images).length == images.length;
    } catch (IllegalStateException e) {
      return "closed".equals(e.getMessage())
          && Arrays.stream(e.getStackTrace())
              .noneMatch(frame -> frame.getClassName().endsWith("OnnxGraph"));
    }
  }

  private static boolean closeTo(float[] actual, float[] expected) {
    return actual.length == expected.length
        && IntStream.range(0, actual.length)
            .allMatch(i -> Math.abs(actual[i] - expected[i]) < 1e-5f);
  }
}
