package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatBitsTest {

  private static final int COUNT = 37;

  @ParameterizedTest
  @ValueSource(floats = {0, 1, 0.5f, 1.000001f, Float.MIN_VALUE})
  void valuesInsideAre(float value) {
    assertThat(areUpTo(1.000001f, value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        -0f,
        -1e-7f,
        -1,
        1.00001f,
        2,
        Float.MAX_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
      })
  void valuesThatMayBeOutsideAreNot(float value) {
    assertThat(areUpTo(1.000001f, value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -0f, 1, -1, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE})
  void numbersAreFinite(float value) {
    assertThat(areFinite(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void otherValuesAreNotFinite(float value) {
    assertThat(areFinite(value)).isFalse();
  }

  @Test
  void onlyTheNamedValuesAreLookedAt() {
    IntBuffer values = buffer(Float.NaN, 0.5f, 0.25f, Float.NaN);
    assertThat(FloatBits.areFinite(values, 1, 2)).isTrue();
    assertThat(FloatBits.areUpTo(1, values, 1, 2)).isTrue();
    assertThat(FloatBits.areFinite(values, 1, 3)).isFalse();
    assertThat(FloatBits.areUpTo(1, values, 0, 2)).isFalse();
  }

  /** What is said of one value among many that are sound, wherever it is. */
  private static boolean areUpTo(float highest, float value) {
    return atEveryPlace(place -> FloatBits.areUpTo(highest, among(value, place), 0, COUNT));
  }

  private static boolean areFinite(float value) {
    return atEveryPlace(place -> FloatBits.areFinite(among(value, place), 0, COUNT));
  }

  private static boolean atEveryPlace(IntPredicate said) {
    boolean first = said.test(0);
    assertThat(IntStream.range(0, COUNT)).allMatch(place -> said.test(place) == first);
    return first;
  }

  private static IntBuffer among(float value, int place) {
    float[] values = new float[COUNT];
    values[place] = value;
    return buffer(values);
  }

  private static IntBuffer buffer(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.asIntBuffer();
  }
}
