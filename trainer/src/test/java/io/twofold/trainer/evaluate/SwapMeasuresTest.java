package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwapMeasuresTest {

  @Test
  void theMatrixCountsByClassOfContentAndOfStyle() {
    LabelledCodes images = new LabelledCodes(new float[3], 1, new int[] {0, 1, 1}, 2);
    ImagePairs pairs = new ImagePairs(new int[] {0, 0, 1, 2}, new int[] {1, 0, 0, 0});
    Swaps swaps =
        new Swaps(pairs, new int[] {0, 1, 1, -1}, new Style[4], new float[0], new float[0]);
    SwapMatrix matrix = SwapMatrix.of(swaps, images);
    assertThat(matrix.mean()).isEqualTo(0.5);
    assertThat(matrix.share(0, 1)).isEqualTo(1);
    assertThat(matrix.share(0, 0)).isZero();
    assertThat(matrix.share(1, 0)).isEqualTo(0.5);
    assertThat(matrix.share(1, 1)).isNaN();
    assertThat(matrix.worst()).as("no cell has enough swaps").isNaN();
  }

  @Test
  void theWorstCellIsOneOfEnoughSwaps() {
    int[][] right = {{19, 30}, {0, 28}};
    int[][] pairs = {{20, 30}, {3, 30}};
    assertThat(new SwapMatrix(right, pairs).worst()).isEqualTo(28 / 30.0);
  }

  @Test
  void pairsOfAClassAreNeverOfOneImage() {
    int[] labels = new SplittableRandom(1).ints(300, 0, 5).toArray();
    labels[7] = 5;
    ImagePairs pairs = ImagePairs.sameClass(labels, 6, 3);
    assertThat(pairs.count()).as("an image alone in its class is left out").isEqualTo(299);
    for (int i = 0; i < pairs.count(); i++) {
      assertThat(labels[pairs.content()[i]]).isEqualTo(labels[pairs.style()[i]]);
      assertThat(pairs.content()[i]).isNotEqualTo(pairs.style()[i]);
    }
  }

  @Test
  void pairsHaveTwoSides() {
    assertThatThrownBy(() -> new ImagePairs(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a swap pairs contents with styles: 2 contents came with 3 styles");
  }

  @Test
  void codesThatComeBackHaveNoErrorAndWholeCorrelation() {
    float[] codes = noise(3000, 1);
    Cycle same = Cycle.of(codes, codes.clone(), 3);
    assertThat(same.error()).isZero();
    assertThat(same.correlation()).isCloseTo(1, within(1e-9));
  }

  @Test
  void unrelatedCodesHaveTwiceTheSpreadAndNoCorrelation() {
    Cycle unrelated = Cycle.of(noise(6000, 1), noise(6000, 2), 3);
    assertThat(unrelated.error()).isCloseTo(2, within(0.15));
    assertThat(unrelated.correlation()).isCloseTo(0, within(0.1));
    assertThat(Cycle.of(noise(6000, 1), new float[6000], 3).error()).isCloseTo(1, within(0.01));
  }

  @Test
  void aConstantDimensionHasNoPartInTheCorrelation() {
    float[] made = noise(3000, 1);
    for (int i = 0; i < made.length; i += 3) {
      made[i] = 4;
    }
    assertThat(Cycle.of(made, made.clone(), 3).correlation()).isCloseTo(1, within(1e-9));
    assertThat(Cycle.of(new float[30], noise(30, 1), 3).correlation()).isNaN();
  }

  private static float[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
