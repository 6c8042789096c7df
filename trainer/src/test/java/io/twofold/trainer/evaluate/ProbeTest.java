package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final Probe LINEAR = Probe.linear();
  private static final Probe MLP = Probe.mlp();

  private static final int ENOUGH = 1000;

  @Test
  void separableCodesAreRead() {
    LabelledCodes train = clusters(ENOUGH, 1);
    LabelledCodes test = clusters(500, 2);
    assertThat(accuracy(LINEAR, train, test)).isGreaterThan(0.99);
    assertThat(accuracy(MLP, train, test)).isGreaterThan(0.99);
  }

  @Test
  void labelsThatHaveNothingToDoWithTheCodesAreReadByChance() {
    LabelledCodes train = relabelled(clusters(2500, 1), 3);
    LabelledCodes test = relabelled(clusters(1500, 2), 4);
    assertThat(accuracy(LINEAR, train, test)).isBetween(0.17, 0.33);
    assertThat(accuracy(MLP, train, test)).isBetween(0.17, 0.33);
  }

  @Test
  void aConstantDimensionDoesNoHarm() {
    LabelledCodes train = widened(clusters(ENOUGH, 1), 1234.5f);
    LabelledCodes test = widened(clusters(500, 2), 1234.5f);
    assertThat(accuracy(LINEAR, train, test)).isGreaterThan(0.99);
  }

  @Test
  void theScaleOfCodesDoesNotMatter() {
    for (float scale : new float[] {1e-3f, 1e4f}) {
      LabelledCodes train = scaled(clusters(ENOUGH, 1), scale);
      LabelledCodes test = scaled(clusters(500, 2), scale);
      assertThat(accuracy(LINEAR, train, test)).as("scale %s", scale).isGreaterThan(0.99);
    }
  }

  @Test
  void anExclusiveOrIsReadByTheMlpOnly() {
    LabelledCodes train = exclusiveOr(2500, 1);
    LabelledCodes test = exclusiveOr(1000, 2);
    assertThat(accuracy(LINEAR, train, test)).isBetween(0.35, 0.65);
    assertThat(accuracy(MLP, train, test)).isGreaterThan(0.95);
  }

  @Test
  void fewerCodesThanABatchAreEnough() {
    assertThat(accuracy(LINEAR, clusters(40, 1), clusters(200, 2))).isGreaterThan(0.95);
  }

  @Test
  void aProbeCanBeRepeated() {
    LabelledCodes train = exclusiveOr(600, 1);
    LabelledCodes test = exclusiveOr(600, 2);
    Probe weak = new Probe("weak", List.of(8), 0, 3, 128, 5);
    assertThat(accuracy(weak, train, test)).isEqualTo(accuracy(weak, train, test));
  }

  @Test
  void progressGrowsToTheWhole() {
    List<Double> shares = new ArrayList<>();
    double unused = LINEAR.accuracy(clusters(300, 1), clusters(10, 2), shares::add);
    assertThat(unused).isBetween(0.0, 1.0);
    assertThat(shares).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void codesMustFitTheirLabels() {
    assertThatThrownBy(() -> new LabelledCodes(new float[5], 2, new int[2], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 labels of codes with 2 values do not fit 5 values");
    assertThatThrownBy(() -> new LabelledCodes(new float[0], 2, new int[0], 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double accuracy(Probe probe, LabelledCodes train, LabelledCodes test) {
    return probe.accuracy(train, test, epoch -> {});
  }

  /** Four classes around four corners of a cube, a sixth of its edge wide. */
  private static LabelledCodes clusters(int count, long seed) {
    int[][] corners = {{0, 0, 0}, {1, 1, 0}, {1, 0, 1}, {0, 1, 1}};
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 3];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(4);
      for (int d = 0; d < 3; d++) {
        values[i * 3 + d] = (float) (corners[labels[i]][d] + random.nextGaussian() / 6);
      }
    }
    return new LabelledCodes(values, 3, labels, 4);
  }

  /** The label says whether the two values have the same sign. */
  private static LabelledCodes exclusiveOr(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 2];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      boolean first = random.nextBoolean();
      boolean second = random.nextBoolean();
      values[2 * i] = (first ? 1 : -1) * (float) random.nextDouble(0.2, 1);
      values[2 * i + 1] = (second ? 1 : -1) * (float) random.nextDouble(0.2, 1);
      labels[i] = first == second ? 1 : 0;
    }
    return new LabelledCodes(values, 2, labels, 2);
  }

  private static LabelledCodes relabelled(LabelledCodes codes, long seed) {
    int[] labels = new SplittableRandom(seed).ints(codes.count(), 0, codes.classes()).toArray();
    return new LabelledCodes(codes.values(), codes.dim(), labels, codes.classes());
  }

  private static LabelledCodes widened(LabelledCodes codes, float constant) {
    int dim = codes.dim() + 1;
    float[] values = new float[codes.count() * dim];
    for (int i = 0; i < codes.count(); i++) {
      System.arraycopy(codes.values(), i * codes.dim(), values, i * dim, codes.dim());
      values[i * dim + codes.dim()] = constant;
    }
    return new LabelledCodes(values, dim, codes.labels(), codes.classes());
  }

  private static LabelledCodes scaled(LabelledCodes codes, float scale) {
    float[] values = new float[codes.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = codes.values()[i] * scale;
    }
    return new LabelledCodes(values, codes.dim(), codes.labels(), codes.classes());
  }
}
