package io.twofold.trainer.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutSplitTest {

  @Test
  void everyClassGivesItsShareAndEveryImageIsInOnePart() {
    List<String> strata = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      strata.add(i % 6 == 0 ? "rare" : "common");
    }
    HeldOutSplit split = HeldOutSplit.stratified(strata, 1.0 / 6, true, new SplittableRandom(1));
    assertThat(split.test()).hasSizeBetween(99, 101);
    assertThat(IntStream.of(split.test()).filter(i -> i % 6 == 0).count()).isBetween(16L, 17L);
    int[] all =
        IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test()))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 600).toArray());
  }

  @Test
  void smallStrataTogetherGiveTheShare() {
    List<String> strata = IntStream.range(0, 600).mapToObj(i -> "combination " + i / 2).toList();
    assertThat(HeldOutSplit.stratified(strata, 0.1, false, new SplittableRandom(1)).test())
        .hasSizeBetween(59, 61);
  }

  @Test
  void aClassOfTwoIsInBothPartsAndOneOfOneIsLearntFrom() {
    HeldOutSplit split =
        HeldOutSplit.stratified(List.of("two", "two", "one"), 0.01, true, new SplittableRandom(1));
    assertThat(split.test()).hasSize(1);
    assertThat(split.train()).hasSize(2).contains(2);
  }
}
