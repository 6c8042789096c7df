package io.twofold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {

  private static final int COUNT = 100_000;

  @Test
  void gapsAreExponentialWithTheMeanOfTheRate() {
    double[] gaps = gapsMicros(new Arrivals(2_000, 3));
    double mean = 0;
    for (double gap : gaps) {
      assertThat(gap).isGreaterThanOrEqualTo(0);
      mean += gap / COUNT;
    }
    double variance = 0;
    int belowMedian = 0;
    for (double gap : gaps) {
      variance += (gap - mean) * (gap - mean) / COUNT;
      belowMedian += gap < 500 * Math.log(2) ? 1 : 0;
    }
    assertThat(mean).isCloseTo(500, within(10.0));
    // The deviation of an exponential distribution is its mean, and its median mean × ln 2.
    assertThat(Math.sqrt(variance)).isCloseTo(500, within(15.0));
    assertThat(belowMedian / (double) COUNT).isCloseTo(0.5, within(0.01));
  }

  @Test
  void theSeedAloneDecides() {
    assertThat(gapsMicros(new Arrivals(50, 9))).containsExactly(gapsMicros(new Arrivals(50, 9)));
    assertThat(new Arrivals(50, 9).next()).isNotEqualTo(new Arrivals(50, 10).next());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 2e9})
  void aRateMustBePossible(double rate) {
    assertThatThrownBy(() -> new Arrivals(rate, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not " + rate);
  }

  private static double[] gapsMicros(Arrivals arrivals) {
    double[] gaps = new double[COUNT];
    long last = 0;
    for (int i = 0; i < COUNT; i++) {
      long next = arrivals.next();
      gaps[i] = (next - last) / 1e3;
      last = next;
    }
    return gaps;
  }
}
