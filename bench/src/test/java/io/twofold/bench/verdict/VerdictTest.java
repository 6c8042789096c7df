package io.twofold.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void theTargetItselfIsStillWithin() {
    assertThat(Verdict.atMost("a", 1.2, 1.2, "").met()).isTrue();
    assertThat(Verdict.atMost("a", 1.21, 1.2, "").met()).isFalse();
    assertThat(Verdict.atLeast("a", 0.6, 0.6, "").met()).isTrue();
    assertThat(Verdict.atLeast("a", 0.59, 0.6, "").met()).isFalse();
  }

  @Test
  void whatCouldNotBeMeasuredIsMissed() {
    assertThat(Verdict.atMost("a", Double.NaN, 1, "").met()).isFalse();
    assertThat(Verdict.atLeast("a", Double.NaN, 1, "").met()).isFalse();
  }

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Median.of(List.of(9.0, 1.0, 5.0), value -> value)).isEqualTo(5);
    assertThat(Median.of(List.of(9.0, 1.0, 5.0, 7.0), value -> value)).isEqualTo(6);
    assertThat(Median.of(List.of(), value -> 1)).isNaN();
  }
}
